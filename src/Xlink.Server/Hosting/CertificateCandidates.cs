using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Xlink.Server.Hosting;

/// <summary>Certificates of a store, of which the server takes one.</summary>
internal sealed class CertificateCandidates(X509Certificate2Collection certificates) : IDisposable
{
    private X509Certificate2? picked;

    /// <summary>
    /// The certificate that a text means: its thumbprint, whole subject, common name or friendly name [our reading]. Of several it is the one that is
    /// valid and stays so for longest.
    /// </summary>
    /// <param name="wanted">The text.</param>
    /// <param name="now">The time.</param>
    /// <returns>The certificate with its private key, which the caller disposes; <see langword="null"/> if there is none.</returns>
    internal X509Certificate2? Pick(string wanted, DateTimeOffset now)
        => picked = certificates
            .Where(certificate => certificate.HasPrivateKey && IsMeant(certificate, wanted.Trim()))
            .OrderByDescending(certificate => certificate.NotBefore <= now.LocalDateTime)
            .ThenByDescending(certificate => certificate.NotAfter)
            .FirstOrDefault();

    public void Dispose()
    {
        foreach (var certificate in certificates.Where(certificate => !ReferenceEquals(certificate, picked)))
        {
            certificate.Dispose();
        }
    }

    private static bool IsMeant(X509Certificate2 certificate, string wanted)
    {
        var digits = wanted.Replace(" ", string.Empty, StringComparison.Ordinal).Replace(":", string.Empty, StringComparison.Ordinal);
        var friendlyName = OperatingSystem.IsWindows() ? certificate.FriendlyName : string.Empty;
        return wanted.Length > 0
            && (Same(digits, certificate.Thumbprint)
                || Same(digits, certificate.GetCertHashString(HashAlgorithmName.SHA256))
                || Same(wanted, certificate.Subject)
                || Same(wanted, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false))
                || Same(wanted, friendlyName));
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
