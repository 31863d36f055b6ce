using System.Collections.Generic;
using Xlink.Credentials;

namespace Xlink.Servers;

/// <summary>A server process on this computer.</summary>
public sealed record RunningServer
{
    /// <summary>Name of the user that a first start creates.</summary>
    public const string AdministratorName = "admin";

    /// <summary>Address for clients on this computer, for example <c>iwfm://127.0.0.1:45054</c>.</summary>
    public required string Url { get; init; }

    /// <summary>All such addresses, the one with TLS first: a server may have a port with TLS and one without.</summary>
    public IReadOnlyList<string> Urls { get; init => field = value.Indexable(); } = [];

    /// <summary>What an admin should know, though the server has started.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value.Indexable(); } = [];

    /// <summary>ID of the process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Full path of the server's data folder.</summary>
    public required string DataPath { get; init; }

    /// <summary>Version of the server.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 thumbprint of its certificate; <see langword="null"/> without TLS.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>The password of <see cref="AdministratorName"/> if this start created that user, else <see langword="null"/>: it is stored nowhere.</summary>
    public Secret? AdministratorPassword { get; init; }

    /// <summary>Tells the process from a later one with the same ID.</summary>
    internal string ProcessMark { get; init; } = string.Empty;
}
