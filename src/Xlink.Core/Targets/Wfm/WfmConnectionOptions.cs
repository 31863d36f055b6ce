using System;

namespace Xlink.Targets.Wfm;

/// <summary>How to connect to a server, beyond its address.</summary>
public sealed record WfmConnectionOptions
{
    /// <summary>
    /// SHA-256 thumbprint (64 hexadecimal digits; blanks and colons do not count) of the one certificate to accept, whoever issued it.
    /// <see langword="null"/>: whatever this computer trusts.
    /// </summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
}
