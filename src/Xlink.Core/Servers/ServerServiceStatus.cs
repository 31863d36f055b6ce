using System.Collections.Generic;
using Xlink.Credentials;
using Xlink.Services;

namespace Xlink.Servers;

/// <summary>The server's service as the service manager sees it.</summary>
/// <param name="State">What it does.</param>
/// <param name="StartType">When it is started.</param>
/// <param name="Account">The account it runs as; <see langword="null"/> if it is not installed.</param>
/// <param name="DataPath">Folder of the server's data; <see langword="null"/> if it is not installed.</param>
/// <param name="ProcessId">Its process; <see langword="null"/> if it does not run.</param>
public sealed record ServerServiceStatus(XlinkServiceState State, XlinkServiceStartType StartType, string? Account, string? DataPath, int? ProcessId)
{
    internal static readonly ServerServiceStatus NotInstalled = new(
        XlinkServiceState.NotInstalled, XlinkServiceStartType.None, Account: null, DataPath: null, ProcessId: null);

    /// <summary>Address for clients on this computer; <see langword="null"/> if it does not run, or its data folder is closed to who asks.</summary>
    public string? Url { get; init; }

    /// <summary>SHA-256 thumbprint of its certificate; <see langword="null"/> without TLS, if it does not run, or its data folder is closed to who asks.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>What an admin should know, though the server runs; empty if it does not, or its data folder is closed to who asks.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The password of <see cref="RunningServer.AdministratorName"/>, if the server's first start has made that user just now, else <see langword="null"/>.</summary>
    public Secret? AdministratorPassword { get; init; }
}
