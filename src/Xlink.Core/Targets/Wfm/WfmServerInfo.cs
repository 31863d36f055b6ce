namespace Xlink.Targets.Wfm;

/// <summary>What a server says of itself to anybody who asks.</summary>
public sealed record WfmServerInfo
{
    /// <summary>What <see cref="Product"/> says.</summary>
    public const string ProductName = "Xlink.Server";

    /// <summary>Always <see cref="ProductName"/>: tells our server from anything else that listens on the port.</summary>
    public required string Product { get; init; }

    /// <summary>Version of the server.</summary>
    public required string Version { get; init; }

    /// <summary>IANA name of the zone that local days and times are in, for example <c>Europe/Berlin</c>.</summary>
    public required string TimeZone { get; init; }
}
