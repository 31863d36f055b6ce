using System;

namespace Xlink.Server.Monitoring;

/// <summary>What a process tells of itself.</summary>
/// <param name="DataPath">Its data folder.</param>
/// <param name="CertificateThumbprint">SHA-256 thumbprint of its certificate; <see langword="null"/> without TLS.</param>
/// <param name="CertificateExpires">When the certificate ends.</param>
internal sealed record ServerIdentity(string DataPath, string? CertificateThumbprint, DateTimeOffset? CertificateExpires);
