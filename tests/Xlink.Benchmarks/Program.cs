using System;
using System.Globalization;
using BenchmarkDotNet.Running;
using Xlink.Benchmarks;
using Xlink.Benchmarks.Table;

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
    case ["table", .. var rest]:
        return await PerformanceTable.RunAsync(rest, Console.Out);
    case ["read", .. var reading]:
        return CsvReading.Run(reading, Console.Out);
    case ["import-files", .. var importing]:
        return await FilesImport.RunAsync(importing, Console.Out);
    case ["read-agents", .. var agents]:
        return AgentReading.Run(agents, Console.Out);
    case ["map", .. var numbers]:
        var lengths = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        new MapComparison(lengths.Length > 0 ? lengths[0] : 100_000, lengths.Length > 1 ? lengths[1] : 20).Run(Console.Out);
        return 0;
    case ["load", .. var numbers]:
        var load = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        await new LoadComparison(load.Length > 0 ? load[0] : 1000, load.Length > 1 ? load[1] : 1).RunAsync(Console.Out);
        return 0;
    case ["formats"]:
        BenchmarkRunner.Run<FormatBenchmarks>();
        return 0;
    default:
        Console.WriteLine("""
            Usage: dotnet run -c Release --project tests/Xlink.Benchmarks -- <what>
              table [--scale 1] [--runs 3] [row …]
                                             every row of the table in docs/performance.md; installs what it compares with
              csv [days [queues [runs]]]     CSV rows/s, read and added up, beside a plain CsvHelper loop (default 30 200 3; a year is 365)
              import [days [queues [runs]]]  a whole import into a server process, beside reading alone (the same defaults)
              agents [rows [agents [runs]]]  status rows/s of agents, made into days, beside a plain CsvHelper loop (default 2500 of each of 2000 agents, 3)
              scripts [evaluations [runs]]   evaluations/s of scripts, beside C# delegates (default 20000000 5)
              odbc [rows [runs]]             rows/s from a PostgreSQL of its own, in blocks, row by row, and with Npgsql (default 5000000 3)
              logs [lines [runs]]            the logs of an installation read back, beside File.ReadLines (default 100000 lines in each of 4 files, 3)
              map [lines [runs]]             acd_map.ini opened, one script changed, saved, beside reading it once (default 100000 20)
              load [agents [rounds]]         uploads of many agents at once, then paced, into SQLite, PostgreSQL, three servers on PostgreSQL (default 1000 1)
              formats                        dates, times and numbers one by one
            """);
        return 1;
}
