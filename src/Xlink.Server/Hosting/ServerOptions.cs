using System;
using System.Collections.Generic;
using System.Net;
using Microsoft.Extensions.Logging;
using Xlink.Credentials;
using Xlink.Server.Users;

namespace Xlink.Server.Hosting;

/// <summary>What the command line says.</summary>
internal sealed record ServerOptions
{
    /// <summary>Default of <see cref="MaximumUpload"/>: 32 MiB.</summary>
    internal const int DefaultMaximumUpload = 32 * 1024 * 1024;

    /// <summary>Default of <see cref="TokenLifetime"/>.</summary>
    internal static readonly TimeSpan DefaultTokenLifetime = TimeSpan.FromHours(8);

    /// <summary>Default of <see cref="EndTime"/>.</summary>
    internal static readonly TimeSpan DefaultEndTime = TimeSpan.FromSeconds(15);

    /// <summary>Default of <see cref="AuditRetention"/>.</summary>
    internal static readonly TimeSpan DefaultAuditRetention = TimeSpan.FromDays(365);

    /// <summary>Default of <see cref="RequestTime"/>.</summary>
    internal static readonly TimeSpan DefaultRequestTime = TimeSpan.FromMinutes(2);

    /// <summary>Folder of the database and everything else that stays.</summary>
    public required string DataPath { get; init; }

    /// <summary>How a PostgreSQL database is reached, in the keywords of Npgsql; <see langword="null"/> for SQLite in <see cref="DataPath"/>.</summary>
    public Secret? Database { get; init; }

    /// <summary>Address to listen on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port, 0 for any free one; <see langword="null"/> for what <c>isps.cfg</c> says, or the default.</summary>
    public int? Port { get; init; }

    /// <summary>TCP port for TLS beside or instead of a plain one, 0 for any free one; <see langword="null"/> for none of its own.</summary>
    public int? TlsPort { get; init; }

    /// <summary>The server's <c>isps.cfg</c>; <see langword="null"/> for the one in the data folder, if there is one.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>Whether the server speaks TLS with a certificate that it makes itself.</summary>
    public bool SelfSigned { get; init; }

    /// <summary>Networks of the proxies and load balancers that are believed who a client is.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How long entries of the audit log are kept.</summary>
    public TimeSpan AuditRetention { get; init; } = DefaultAuditRetention;

    /// <summary>How long a request may take.</summary>
    public TimeSpan RequestTime { get; init; } = DefaultRequestTime;

    /// <summary>PFX or PEM file; with it the server speaks TLS.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>PEM file with the key, if the certificate's file has none.</summary>
    public string? CertificateKeyPath { get; init; }

    /// <summary>File with the password of certificate or key.</summary>
    public string? CertificatePasswordPath { get; init; }

    /// <summary>IANA name of the zone; <see langword="null"/> for the one the data are in, at first the machine's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>File with the administrator's password at a first start.</summary>
    public string? AdministratorPasswordPath { get; init; }

    /// <summary>How long a token counts.</summary>
    public TimeSpan TokenLifetime { get; init; } = DefaultTokenLifetime;

    /// <summary>Rounds of new password hashes. No command line says less: only tests that log in a thousand times do.</summary>
    public int PasswordRounds { get; init; } = PasswordHash.Rounds;

    /// <summary>Size of an upload, decompressed, in bytes.</summary>
    public long MaximumUpload { get; init; } = DefaultMaximumUpload;

    /// <summary>How the lines of the log look.</summary>
    public ServerLogFormat LogFormat { get; init; }

    /// <summary>The least important entries that the log has.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>How long the server goes on answering, though it says that it is not ready, after it was asked to end.</summary>
    public TimeSpan DrainTime { get; init; }

    /// <summary>How long requests that run then may take.</summary>
    public TimeSpan EndTime { get; init; } = DefaultEndTime;

    /// <summary>File with a token that allows to read the metrics, and nothing else.</summary>
    public string? MetricsTokenPath { get; init; }

    /// <summary>Whether the server runs without a terminal and logs to a file in the data folder.</summary>
    public bool Background { get; init; }
}
