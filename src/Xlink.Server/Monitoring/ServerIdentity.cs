using System;

namespace Xlink.Server.Monitoring;

/// <summary>What a process shows the world of itself.</summary>
/// <param name="CertificateThumbprint">SHA-256 thumbprint of its certificate; <see langword="null"/> without TLS.</param>
/// <param name="CertificateExpires">When the certificate ends.</param>
internal sealed record ServerIdentity(string? CertificateThumbprint, DateTimeOffset? CertificateExpires);
