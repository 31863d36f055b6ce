using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Xlink.Server.Tests;

/// <summary>Certificates that nobody trusts.</summary>
internal static class SelfSigned
{
    internal static X509Certificate2 Create(string name = "localhost", DateTimeOffset? expires = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var end = expires ?? DateTimeOffset.UtcNow.AddYears(1);
        return request.CreateSelfSigned(end.AddYears(-2), end);
    }

    internal static string WritePfx(this X509Certificate2 certificate, TemporaryFolder folder, string? password = null)
    {
        var path = folder.Combine(Guid.NewGuid().ToString("N") + ".pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, password));
        return path;
    }

    internal static (string Certificate, string Key) WritePem(this X509Certificate2 certificate, TemporaryFolder folder, string? password = null)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        var keyText = password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        return (folder.Write("certificate.pem", certificate.ExportCertificatePem()), folder.Write("key.pem", keyText));
    }
}
