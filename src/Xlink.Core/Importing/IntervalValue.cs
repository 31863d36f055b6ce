using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>One imported value, read back from the server.</summary>
public sealed record IntervalValue
{
    /// <summary>Path of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Name of the value type.</summary>
    public required string ValueType { get; init; }

    /// <summary>When the interval begins, in the server's time zone.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it is.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The value: what is stored divided by 100.</summary>
    public required decimal Value { get; init; }

    /// <summary>The values of stored days.</summary>
    /// <param name="vectors">The days; of a queue and value types that <paramref name="queue"/> names.</param>
    /// <param name="queue">Their queue.</param>
    /// <param name="timeZone">IANA name of the server's time zone.</param>
    /// <returns>One value per interval that has one, in order of time.</returns>
    public static IEnumerable<IntervalValue> FromVectors(IEnumerable<DayVector> vectors, WfmQueue queue, string timeZone)
    {
        var zone = DateTimeZoneProviders.Tzdb[timeZone];
        return vectors.SelectMany(vector => FromVector(vector, queue, zone));
    }

    /// <summary>The values of a stored day.</summary>
    /// <param name="vector">The day; of a queue and value type that <paramref name="queue"/> names.</param>
    /// <param name="queue">Its queue.</param>
    /// <param name="zone">The server's time zone.</param>
    /// <returns>One value per interval that has one, in order of time.</returns>
    public static IEnumerable<IntervalValue> FromVector(DayVector vector, WfmQueue queue, DateTimeZone zone)
    {
        var day = new IntervalDay(vector.Day, vector.IntervalMinutes, zone);
        var valueType = queue.ValueTypes.First(candidate => candidate.Id == vector.ValueTypeId).Name;
        for (var i = 0; i < vector.Values.Length; i++)
        {
            if (vector.Values[i] != DayVector.NoData)
            {
                yield return new IntervalValue
                {
                    Queue = queue.Path,
                    ValueType = valueType,
                    Start = day.GetStart(i).ToDateTimeOffset(),
                    Duration = TimeSpan.FromMinutes(vector.IntervalMinutes),
                    Value = (decimal)vector.Values[i] / DayVector.ValueScale,
                };
            }
        }
    }
}
