using System.Collections.Generic;
using NodaTime;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.CallData;

/// <summary>What an upload must fulfil before the store is asked.</summary>
internal static class UploadCheck
{
    /// <summary>Checks days, lengths and doubles.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="zone">The zone of the server, which decides how long a day is.</param>
    internal static void Check(PackedUpload upload, DateTimeZone zone)
    {
        if (upload.Vectors.Count == 0)
        {
            return;
        }

        var seen = upload.IsInOrder() ? null : new HashSet<(int Queue, int ValueType, int Version)>(upload.Vectors.Count);
        var expectedLengths = new Dictionary<int, int>();
        foreach (var vector in upload.Vectors)
        {
            DayRule.Check(vector.Day);
            if (vector.Day != upload.Vectors[0].Day)
            {
                throw Refusal.DaysDiffer(upload.Vectors[0].Day, vector.Day);
            }

            CheckLength(vector, zone, expectedLengths);
            if (seen?.Add(vector.Key) == false)
            {
                throw Refusal.VectorDoubled(vector);
            }
        }
    }

    private static void CheckLength(PackedDayVector vector, DateTimeZone zone, Dictionary<int, int> expectedLengths)
    {
        if (!DayVector.IsIntervalLength(vector.IntervalMinutes))
        {
            throw Refusal.IntervalLengthUnsupported(vector);
        }

        if (!expectedLengths.TryGetValue(vector.IntervalMinutes, out var expected))
        {
            expected = DayVector.IntervalCount(vector.Day, zone, vector.IntervalMinutes);
            expectedLengths.Add(vector.IntervalMinutes, expected);
        }

        if (vector.Count != expected)
        {
            throw Refusal.DayLengthWrong(vector, expected);
        }
    }
}
