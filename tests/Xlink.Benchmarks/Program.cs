using System;
using System.Globalization;
using BenchmarkDotNet.Running;
using Xlink.Benchmarks;

switch (args)
{
    case ["csv", .. var numbers]:
        var values = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
        var days = values.Length > 0 ? values[0] : 30;
        var queues = values.Length > 1 ? values[1] : 200;
        var runs = values.Length > 2 ? values[2] : 3;
        new CsvComparison(new CallDataFile(queues, days), runs).Run(Console.Out);
        return 0;
    case ["formats"]:
        BenchmarkRunner.Run<FormatBenchmarks>();
        return 0;
    default:
        Console.WriteLine("""
            Usage: dotnet run -c Release --project tests/Xlink.Benchmarks -- <what>
              csv [days [queues [runs]]]   CSV rows/s, read and added up, beside a plain CsvHelper loop (default 30 200 3; a year is 365)
              formats                      dates, times and numbers one by one
            """);
        return 1;
}
