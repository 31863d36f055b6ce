using System;

namespace Xlink.Importing;

/// <summary>Stored values of one queue, value type and day for which the source has no data, and which <c>WriteAlways=1</c> replaces by 0.</summary>
public sealed record OverwrittenDay
{
    /// <summary>Name of the server entry.</summary>
    public required string ServerEntry { get; init; }

    /// <summary>Path of the queue on the server.</summary>
    public required string Queue { get; init; }

    /// <summary>Name of the value type.</summary>
    public required string ValueType { get; init; }

    /// <summary>The local day.</summary>
    public required DateTime Day { get; init; }

    /// <summary>How many stored values other than 0.</summary>
    public required int Values { get; init; }

    /// <summary>Their sum.</summary>
    public required decimal Sum { get; init; }

    /// <summary>When they are: local times from the beginning of the first interval to the end of the last, for example <c>08:00-09:30, 12:00-12:15</c>.</summary>
    public required string Times { get; init; }

    /// <summary>One line for a person.</summary>
    public override string ToString() => MessageText.Format(nameof(Messages.OverwrittenDayLine), Queue, ValueType, Day, Values, Sum, Times);
}
