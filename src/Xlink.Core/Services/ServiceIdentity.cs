namespace Xlink.Services;

/// <summary>What tells one of our services from the other: the agent (<see cref="XlinkService"/>) and the server (<see cref="Servers.ServerService"/>).</summary>
internal sealed record ServiceIdentity
{
    /// <summary>Name on Windows and in texts.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the systemd unit.</summary>
    public required string UnitName { get; init; }

    /// <summary>Name of the system user on Linux.</summary>
    public required string UserName { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>IDs of its errors.</summary>
    public required ServiceErrors Errors { get; init; }
}
