using System;
using System.Globalization;
using BenchmarkDotNet.Running;
using Xlink.Benchmarks;

switch (args)
{
    case ["csv" or "import", .. var numbers]:
        var values = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        var days = values.Length > 0 ? values[0] : 30;
        var queues = values.Length > 1 ? values[1] : 200;
        var runs = values.Length > 2 ? values[2] : 3;
        var file = new CallDataFile(queues, days);
        if (args[0] == "csv")
        {
            new CsvComparison(file, runs).Run(Console.Out);
        }
        else
        {
            await new ImportComparison(file, runs).RunAsync(Console.Out);
        }

        return 0;
    case ["agents", .. var numbers]:
        var counts = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        new AgentComparison(
            new AgentStatusFile(counts.Length > 1 ? counts[1] : 2000, counts.Length > 0 ? counts[0] : 2500), counts.Length > 2 ? counts[2] : 3).Run(Console.Out);
        return 0;
    case ["scripts", .. var numbers]:
        var figures = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        new ScriptComparison(figures.Length > 0 ? figures[0] : 20_000_000, figures.Length > 1 ? figures[1] : 5).Run(Console.Out);
        return 0;
    case ["odbc", .. var numbers]:
        var limits = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        new OdbcComparison(limits.Length > 0 ? limits[0] : 5_000_000, limits.Length > 1 ? limits[1] : 3).Run(Console.Out);
        return 0;
    case ["logs", .. var numbers]:
        var sizes = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        new LogComparison(sizes.Length > 0 ? sizes[0] : 100_000, sizes.Length > 1 ? sizes[1] : 3).Run(Console.Out);
        return 0;
              load [agents [rounds]]         uploads of many agents at once, then paced, into SQLite, PostgreSQL, three servers on PostgreSQL (default 1000 1)
