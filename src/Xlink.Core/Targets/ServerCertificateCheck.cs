using System;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Xlink.Targets;

/// <summary>Decides whether a server's certificate is good: by the computer's trust, or by a pinned thumbprint.</summary>
internal sealed class ServerCertificateCheck
{
    private const int Sha256Digits = 64;

    private readonly string host;
    private readonly string? pinned;

    /// <summary>Prepares a check.</summary>
    /// <param name="url">The address the certificate has to be made out to.</param>
    /// <param name="thumbprint">The pinned thumbprint, or <see langword="null"/>.</param>
    /// <exception cref="XlinkException"><c>CertificateThumbprintInvalid</c>.</exception>
    public ServerCertificateCheck(ServerUrl url, string? thumbprint)
    {
        host = url.Host;
        pinned = thumbprint is null ? null : ReadThumbprint(thumbprint);
    }

    /// <summary>Why the last certificate was refused and its SHA-256 thumbprint; <see langword="null"/> if none was refused.</summary>
    public (string Reason, string Thumbprint)? Refusal { get; private set; }

    /// <summary>The SHA-256 thumbprint: 64 upper-case hexadecimal digits.</summary>
    internal static string Sha256Thumbprint(X509Certificate certificate)
    {
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(certificate.GetRawCertData())).Replace("-", string.Empty);
    }

    /// <summary>Takes or refuses a certificate.</summary>
    public bool Accept(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var reason = certificate is null ? Messages.CertificateReasonMissing
            : pinned is not null ? FindThumbprintFault(certificate)
            : errors == SslPolicyErrors.None ? null
            : FindFault(certificate, chain, errors);
        Refusal = reason is null ? null : (reason, certificate is null ? string.Empty : Sha256Thumbprint(certificate));
        return reason is null;
    }

    /// <summary>
    /// Takes the separators out of a thumbprint. Only SHA-256 pins [our reading]: two certificates of the same SHA-1 can be made.
    /// </summary>
    /// <exception cref="XlinkException"><c>CertificateThumbprintInvalid</c>.</exception>
    internal static string ReadThumbprint(string text)
    {
        var digits = new string(text.Where(character => character is not (':' or ' ')).ToArray()).ToUpperInvariant();
        return digits.Length == Sha256Digits && digits.All(digit => digit is (>= '0' and <= '9') or (>= 'A' and <= 'F'))
            ? digits
            : throw XlinkException.Create(nameof(Messages.CertificateThumbprintInvalid), XlinkErrorCategory.InvalidArgument, text);
    }

    private string? FindThumbprintFault(X509Certificate certificate)
        => string.Equals(pinned, Sha256Thumbprint(certificate), StringComparison.Ordinal) ? null : MessageText.Format(nameof(Messages.CertificateReasonThumbprint), pinned!);

    private string FindFault(X509Certificate certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var details = new X509Certificate2(certificate.GetRawCertData());
        var now = DateTime.Now;
        if (details.NotAfter < now)
        {
            return MessageText.Format(nameof(Messages.CertificateReasonExpired), details.NotAfter);
        }

        if (details.NotBefore > now)
        {
            return MessageText.Format(nameof(Messages.CertificateReasonNotYetValid), details.NotBefore);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return MessageText.Format(nameof(Messages.CertificateReasonName), details.Subject, host);
        }

        var status = chain?.ChainStatus.Select(item => item.StatusInformation.Trim()).FirstOrDefault(text => text.Length > 0);
        return MessageText.Format(nameof(Messages.CertificateReasonUntrusted), details.Issuer, status ?? errors.ToString());
    }
}
