using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using Xlink.Scripting;

namespace Xlink.Benchmarks;

/// <summary>
/// Evaluations of scripts, one by one as an import needs them, beside a loop over a C# delegate that computes the same: the price of
/// writing it in BASIC.
/// </summary>
internal sealed class ScriptComparison(int evaluations, int runs)
{
    // The documented kind of script: less on weekends, all of it in office hours, half otherwise.
    private const string WeekdayExample = """
        Dim Result As Long
        Dim Weekday As Long
        Dim Minutes As Long
        Dim Para1 As Long
        Dim Para2 As Long

        Sub Main()
          If Weekday = 1 Or Weekday = 7 Then
            Result = 0
          ElseIf Minutes >= 480 And Minutes < 1080 Then
            Result = (Para1 + Para2) * 100
          Else
            Result = Para1 * 50
          End If
        End Sub
        """;

    private delegate int Evaluation(ReadOnlySpan<double> para, int weekday, int minutes);

    /// <summary>Measures.</summary>
    /// <returns>The scripts and what we make of them.</returns>
    public IReadOnlyList<(string Name, double MillionPerSecond)> Run(TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{evaluations:N0} evaluations, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));
        return
        [
            Compare(output, "default script", Script.Default(2), (para, _, _) => (int)((para[0] + para[1]) * 100)),
            Compare(output, "weekday example", Script.Compile(WeekdayExample, "weekday.bas"), EvaluateWeekdayExample),
        ];
    }

    private static int EvaluateWeekdayExample(ReadOnlySpan<double> para, int weekday, int minutes)
    {
        if (weekday is 1 or 7)
        {
            return 0;
        }

        return minutes is >= 480 and < 1080 ? ((int)para[0] + (int)para[1]) * 100 : (int)para[0] * 50;
    }

    private (string Name, double MillionPerSecond) Compare(TextWriter output, string name, Script script, Evaluation evaluation)
    {
        var (ours, theirs) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var (ourSum, theirSum) = (0L, 0L);
        for (var run = 0; run < runs; run++)
        {
            ours = BestRun.Shorter(ours, () => ourSum = Sum((para, weekday, minutes) => Evaluate(script, para, weekday, minutes)));
            theirs = BestRun.Shorter(theirs, () => theirSum = Sum(evaluation));
        }

        if (ourSum != theirSum)
        {
            throw new InvalidOperationException("The two ways do not give the same values.");
        }

        Report(output, name, ours);
        Report(output, "  C# delegate", theirs);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ratio           {theirs / ours,8:0.00}"));
        return (name, evaluations / ours.TotalSeconds / 1e6);
    }

    private static int Evaluate(Script script, ReadOnlySpan<double> para, int weekday, int minutes)
    {
        var result = script.Evaluate(new ScriptInput(para, weekday, minutes));
        return result.Error is null ? result.Value : throw result.Error.ToException();
    }

    // A week of quarters of an hour over and over, each with other metrics.
    private long Sum(Evaluation evaluate)
    {
        Span<double> para = stackalloc double[2];
        var sum = 0L;
        for (var i = 0; i < evaluations; i++)
        {
            para[0] = i & 63;
            para[1] = i & 31;
            sum += evaluate(para, (i / 96 % 7) + 1, i % 96 * 15);
        }

        return sum;
    }

    private void Report(TextWriter output, string name, TimeSpan time)
        => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-16} {time.TotalSeconds,8:0.000} s {evaluations / time.TotalSeconds / 1e6,8:0.0} million/s"));
}
