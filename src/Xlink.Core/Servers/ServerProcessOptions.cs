using System;
using System.Collections.Generic;

namespace Xlink.Servers;

/// <summary>How to start a server process.</summary>
public sealed record ServerProcessOptions
{
    /// <summary>Folder that holds <c>Xlink.Server.dll</c>.</summary>
    public required string ProgramFolder { get; init; }

    /// <summary>Folder of the server's data; it is created if missing. A relative path counts from the current directory of the process.</summary>
    public required string DataPath { get; init; }

    /// <summary>File with the connection string of a PostgreSQL database; <see langword="null"/> for SQLite in the data folder.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>TCP port, 0 for any free one; <see langword="null"/> for what <c>isps.cfg</c> says, or <see cref="Targets.ServerUrl.DefaultPort"/>.</summary>
    public int? Port { get; init; }

    /// <summary>TCP port for TLS, 0 for any free one, beside the plain one of <see cref="Port"/> or alone; <see langword="null"/> for none of its own.</summary>
    public int? TlsPort { get; init; }

    /// <summary>The server's <c>isps.cfg</c>; <see langword="null"/> for the one in the data folder, if there is one.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>Whether the server speaks TLS with a certificate that it makes itself.</summary>
    public bool SelfSigned { get; init; }

    /// <summary>Addresses or networks of proxies and load balancers that are believed who a client is.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>IP address to listen on; <see langword="null"/> for this computer only.</summary>
    public string? Address { get; init; }

    /// <summary>IANA name of the zone that local days are in; <see langword="null"/> for the one the data are in, at first that of the computer.</summary>
    public string? TimeZone { get; init; }

    /// <summary>PFX or PEM file with the server's certificate; with it the server speaks TLS (<c>iwfms</c>).</summary>
    public string? CertificatePath { get; init; }

    /// <summary>PEM file with the certificate's key, if the certificate's file has none.</summary>
    public string? CertificateKeyPath { get; init; }

    /// <summary>File with the password of certificate or key.</summary>
    public string? CertificatePasswordPath { get; init; }

    /// <summary>File with a token that allows to read <c>/metrics</c> from other computers.</summary>
    public string? MetricsTokenPath { get; init; }

    /// <summary>Days that entries of the audit log are kept; <see langword="null"/> for the server's default.</summary>
    public int? AuditRetentionDays { get; init; }

    /// <summary>The largest upload in MiB, decompressed; <see langword="null"/> for the server's default.</summary>
    public int? MaximumUploadMB { get; init; }

    /// <summary>Hours that a login lasts; <see langword="null"/> for the server's default.</summary>
    public int? TokenLifetimeHours { get; init; }

    /// <summary>Whether the log has one JSON object per line.</summary>
    public bool JsonLog { get; init; }

    /// <summary>How long the server, asked to end, still answers while it says that it is not ready.</summary>
    public TimeSpan DrainTime { get; init; }

    /// <summary>How long the server may take until it answers.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
