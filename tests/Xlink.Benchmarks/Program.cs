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
    case ["logs", .. var numbers]:
        var sizes = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        new LogComparison(sizes.Length > 0 ? sizes[0] : 100_000, sizes.Length > 1 ? sizes[1] : 3).Run(Console.Out);
        return 0;
    case ["formats"]:
        BenchmarkRunner.Run<FormatBenchmarks>();
        return 0;
    default:
        Console.WriteLine("""
            Usage: dotnet run -c Release --project tests/Xlink.Benchmarks -- <what>
              csv [days [queues [runs]]]     CSV rows/s, read and added up, beside a plain CsvHelper loop (default 30 200 3; a year is 365)
              import [days [queues [runs]]]  a whole import into a server process, beside reading alone (the same defaults)
              logs [lines [runs]]            the logs of an installation read back, beside File.ReadLines (default 100000 lines in each of 4 files, 3)
              formats                        dates, times and numbers one by one
            """);
        return 1;
}
