namespace Xlink.DesiredState;

/// <summary>The suite that a missing installation is installed from: a path, or an address with the hash of what is behind it.</summary>
public sealed record DesiredSource
{
    /// <summary>A ZIP or folder, relative to the folder of the desired-state file.</summary>
    public string? Path { get; init; }

    /// <summary>Address of a ZIP; https only.</summary>
    public string? Uri { get; init; }

    /// <summary>SHA-256 of the ZIP behind the address: 64 hex digits.</summary>
    public string? Sha256 { get; init; }
}
