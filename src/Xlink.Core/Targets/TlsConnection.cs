using System;
using System.Security.Authentication;

namespace Xlink.Targets;

/// <summary>What a TLS handshake with a server agreed on.</summary>
public sealed record TlsConnection
{
    /// <summary>Version of the protocol.</summary>
    public required SslProtocols Protocol { get; init; }

    /// <summary>Whom the server's certificate is made out to.</summary>
    public required string Subject { get; init; }

    /// <summary>Who issued it.</summary>
    public required string Issuer { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Its SHA-256 thumbprint: 64 hexadecimal digits.</summary>
    public required string Thumbprint { get; init; }
}
