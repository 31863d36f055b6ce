using System;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>How a server is. Everything but <see cref="Data"/> belongs to the one process that answered, of perhaps several behind one address.</summary>
public sealed record WfmServerStatus
{
    /// <summary>Always <see cref="WfmServerInfo.ProductName"/>.</summary>
    public required string Product { get; init; }

    /// <summary>Version of the server.</summary>
    public required string Version { get; init; }

    /// <summary>IANA name of the zone that local days are in.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Name of the computer.</summary>
    public required string Machine { get; init; }

    /// <summary>ID of the process there.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Its data folder there.</summary>
    public required string DataPath { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Seconds since then.</summary>
    public required long UptimeSeconds { get; init; }

    /// <summary>Time since then.</summary>
    [JsonIgnore]
    public TimeSpan Uptime => TimeSpan.FromSeconds(UptimeSeconds);

    /// <summary>Whether it serves requests: <see langword="false"/> while it is about to end, too.</summary>
    public required bool IsReady { get; init; }

    /// <summary>Requests that it is answering, this one among them.</summary>
    public required int RunningRequests { get; init; }

    /// <summary>Memory of the process in bytes.</summary>
    public required long WorkingSetBytes { get; init; }

    /// <summary>SHA-256 thumbprint of its certificate; <see langword="null"/> without TLS.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>When its certificate ends; <see langword="null"/> without TLS.</summary>
    public DateTimeOffset? CertificateExpires { get; init; }

    /// <summary>The data, which all processes of a store share.</summary>
    public required WfmDataStatus Data { get; init; }
}
