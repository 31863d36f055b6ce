namespace Xlink.Logging;

/// <summary>A log of an installation: the file that is written at present, and the full ones beside it (<c>.1</c> to <c>.5</c>).</summary>
public sealed record XlinkLogFile
{
    /// <summary>Name of the file, for example <c>isps_uls.log</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Full path of the file; it may be missing while there are full ones.</summary>
    public required string Path { get; init; }

    /// <summary>External system of an interface log or of an agent import's; <see langword="null"/> otherwise.</summary>
    public string? ExternalSystem { get; init; }

    /// <summary>Queue of an interface log as its file name has it (see <see cref="LogFileName.ForQueue"/>); <see langword="null"/> otherwise.</summary>
    public string? Queue { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
