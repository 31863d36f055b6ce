namespace Xlink.Migration;

/// <summary>Says that a password can be read by everybody who can read the file, and where. Never which.</summary>
public sealed record PlainPassword
{
    /// <summary>The section.</summary>
    public required string Section { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The line, counted from 1.</summary>
    public int? Line { get; init; }
}
