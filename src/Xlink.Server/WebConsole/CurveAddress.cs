using System;
using NodaTime;

namespace Xlink.Server.WebConsole;

/// <summary>Addresses of curves.</summary>
internal static class CurveAddress
{
    /// <summary>The curve of a queue's value type.</summary>
    /// <param name="queueId">The queue.</param>
    /// <param name="valueTypeId">The value type.</param>
    /// <param name="isWeek">Whether it is a week's.</param>
    /// <param name="day">A day of it; <see langword="null"/> for the latest with data.</param>
    internal static string Of(int queueId, int valueTypeId, bool isWeek = false, LocalDate? day = null)
        => FormattableString.Invariant($"/queues/{queueId}/value-types/{valueTypeId}")
            + (day is { } shown ? "?day=" + DayText.Of(shown) + (isWeek ? "&view=week" : string.Empty) : string.Empty);
}
