using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using NodaTime;
using Xlink.Scripting;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>Computes the day vectors of a target: its sources' values through its script, interval by interval.</summary>
internal sealed class TargetCalculation
{
    private readonly MappedSource[] sources;
    private readonly bool writeAlways;
    private readonly double[][] values;
    private readonly double[] parameters;
    private readonly bool isPlain;

    /// <summary>Prepares the calculation.</summary>
    /// <param name="target">The target; its sources have intervals of one length.</param>
    /// <param name="writeAlways">
    /// Whether intervals without data become 0 (<c>WriteAlways=1</c>) [documented]. [Our reading] Not those a script failed on, and not if no row
    /// at all was used: a wrong configuration must not wipe a whole history.
    /// </param>
    internal TargetCalculation(MappedTarget target, bool writeAlways)
    {
        Target = target;
        this.writeAlways = writeAlways;
        sources = [.. target.Sources];
        values = new double[sources.Length][];
        parameters = new double[sources.Length];
        isPlain = sources.Length == 1 && target.Script is DefaultScript;
    }

    internal MappedTarget Target { get; }

    /// <summary>Computes one day.</summary>
    /// <param name="dayIndex">Which of the days that were read.</param>
    /// <param name="scriptFailed">Is told the target, the interval and the error where the script fails; the interval gets no value [our reading].</param>
    /// <param name="scriptLog">Gets what the script prints.</param>
    /// <returns>The day.</returns>
    [MethodImpl(HotCode.Optimized)]
    internal ComputedDay Compute(int dayIndex, Action<MappedTarget, OffsetDateTime, ScriptError> scriptFailed, IScriptLog? scriptLog)
    {
        var day = sources[0].System.Values!.Calendar.Days[dayIndex];
        if (isPlain && !writeAlways)
        {
            var scaled = new int[day.Count];
            if (sources[0].System.Values!.TryCopyScaled(dayIndex, sources[0].Series, DefaultScript.Factor, DayVector.NoData, scaled))
            {
                return ToDay(day, scaled, []);
            }
        }

        var writesZeros = writeAlways && Array.Exists(sources, source => source.System.RowsUsed > 0);
        for (var i = 0; i < sources.Length; i++)
        {
            if (values[i]?.Length != day.Count)
            {
                values[i] = new double[day.Count];
            }

            sources[i].System.Values!.CopyValues(dayIndex, sources[i].Series, values[i]);
        }

        // 1 = Sunday … 7 = Saturday [documented]; ISO counts Monday = 1 … Sunday = 7.
        var weekday = ((int)day.Date.DayOfWeek % 7) + 1;
        var result = new int[day.Count];
        List<int>? zeros = null;
        var first = values[0];
        for (var interval = 0; interval < result.Length; interval++)
        {
            if (isPlain && DefaultScript.TryScale(first[interval], out var whole))
            {
                result[interval] = whole;
            }
            else if (HasData(interval))
            {
                result[interval] = Evaluate(day, weekday, interval, scriptFailed, scriptLog);
            }
            else if (writesZeros)
            {
                (zeros ??= []).Add(interval);
            }
            else
            {
                result[interval] = DayVector.NoData;
            }
        }

        return ToDay(day, result, zeros ?? (IReadOnlyList<int>)[]);
    }

    private ComputedDay ToDay(IntervalDay day, int[] values, IReadOnlyList<int> zeros)
    {
        var vector = new DayVector
        {
            QueueId = Target.Queue.Id,
            ValueTypeId = Target.ValueType.Id,
            Day = day.Date,
            IntervalMinutes = day.IntervalMinutes,
            Values = values,
        };
        return new ComputedDay(vector, zeros);
    }

    // One source with data is enough; the others count as 0 then [our reading].
    private bool HasData(int interval)
    {
        foreach (var series in values)
        {
            if (!double.IsNaN(series[interval]))
            {
                return true;
            }
        }

        return false;
    }

    private int Evaluate(IntervalDay day, int weekday, int interval, Action<MappedTarget, OffsetDateTime, ScriptError> scriptFailed, IScriptLog? scriptLog)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var value = values[i][interval];
            parameters[i] = double.IsNaN(value) ? 0 : value;
        }

        var outcome = Target.Script.Evaluate(new ScriptInput(parameters, weekday, day.GetStartMinute(interval)), scriptLog);
        if (outcome.Error is null)
        {
            return outcome.Value;
        }

        scriptFailed(Target, day.GetStart(interval), outcome.Error);
        return DayVector.NoData;
    }
}
