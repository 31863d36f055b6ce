using BenchmarkDotNet.Attributes;
using Xlink.Sources.Formats;

namespace Xlink.Benchmarks;

/// <summary>The formats of a row, one by one; none of them may allocate.</summary>
[MemoryDiagnoser]
public class FormatBenchmarks
{
    private readonly DateFormat dates = new(DateOrder.Dmy);
    private readonly TimeStampFormat timeStamps = new(DateOrder.Ymd);

    [Benchmark]
    public bool Date() => dates.TryParse("23.12.2014"u8, out _);

    [Benchmark]
    public bool Time() => TimeFormat.TryParse("08:45"u8, out _);

    [Benchmark]
    public bool TimeOfHalfDay() => TimeFormat.TryParse("9:50 AM"u8, out _);

    [Benchmark]
    public bool TimeStamp() => timeStamps.TryParse("2014-12-23T08:45:00Z"u8, out _, out _, out _);

    [Benchmark]
    public bool Number() => NumberFormat.TryParse("180.25"u8, wholeNumber: false, out _);
}
