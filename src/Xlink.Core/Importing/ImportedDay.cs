using System;

namespace Xlink.Importing;

/// <summary>What an import wrote to one queue and value type on one day.</summary>
public sealed record ImportedDay
{
    /// <summary>Name of the server entry.</summary>
    public required string ServerEntry { get; init; }

    /// <summary>Path of the queue on the server.</summary>
    public required string Queue { get; init; }

    /// <summary>Name of the value type.</summary>
    public required string ValueType { get; init; }

    /// <summary>The local day.</summary>
    public required DateTime Day { get; init; }

    /// <summary>Intervals with a value.</summary>
    public required int Values { get; init; }

    /// <summary>Sum of the values.</summary>
    public required decimal Sum { get; init; }

    /// <summary>One line for a person.</summary>
    public override string ToString()
        => MessageText.Format(nameof(Messages.ImportedDayLine), Queue, ValueType, Day, Values, Sum);
}
