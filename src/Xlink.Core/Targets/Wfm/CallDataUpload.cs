using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>The call data of one external system and one local day: stored in one transaction, or not at all.</summary>
public sealed record CallDataUpload
{
    /// <summary>Name of the external system, as on the server.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>Whether intervals without data overwrite stored values with 0 (<c>WriteAlways=1</c>) [documented]; otherwise they leave what is stored.</summary>
    public bool WriteAlways { get; init; }

    /// <summary>The day vectors; all of the same day, each queue, value type and version once.</summary>
    public required IReadOnlyList<DayVector> Vectors { get; init; }
}
