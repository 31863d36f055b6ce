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

    /// <summary>
    /// How long the pauses in all may be after which a request is repeated that a busy server, or a load balancer with no server, puts off, or
    /// whose connection broke. As long as a
    /// pause is as the answer says (<c>Retry-After</c>), else a second. Only what does no harm twice is repeated.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);
}
