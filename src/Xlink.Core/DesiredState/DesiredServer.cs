namespace Xlink.DesiredState;

/// <summary>A server entry: its line in <c>[DB]</c> of isps_ul.ini and its section in isps.cfg. What is <see langword="null"/> is left as it is.</summary>
public sealed record DesiredServer
{
    /// <summary>Name of the entry, for example <c>WFM</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Address, <c>iwfms://host:port</c> or <c>iwfm://host:port</c>.</summary>
    public string? Url { get; init; }

    /// <summary>SHA-256 thumbprint of the only certificate that is accepted; empty for any that the computer trusts.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>User name or e-mail address.</summary>
    public string? UserName { get; init; }

    /// <summary>Where the password is.</summary>
    public SecretReference? Password { get; init; }
}
