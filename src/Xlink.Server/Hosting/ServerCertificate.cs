using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Xlink.Server.Hosting;

/// <summary>The server's certificate with its key, and the certificates above it that came along.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        Certificate = certificate;
        Chain = chain;
    }

    /// <summary>The certificate with its private key.</summary>
    internal X509Certificate2 Certificate { get; }

    /// <summary>The certificates between it and its root.</summary>
    internal X509Certificate2Collection Chain { get; }

    /// <summary>SHA-256 thumbprint, by which clients pin it.</summary>
    internal string Thumbprint => Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>When it expires.</summary>
    internal DateTimeOffset Expires => new(Certificate.NotAfter);

    /// <summary>Takes a certificate with its key; the ones above it are the computer's affair.</summary>
    internal static ServerCertificate From(X509Certificate2 certificate) => new(certificate, []);

    /// <summary>Reads a PFX or PEM file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keyPath">PEM file with the key; <see langword="null"/> if the certificate's file has it.</param>
    /// <param name="password">Password of the key, or <see langword="null"/>.</param>
    /// <exception cref="XlinkException"><c>CertificateUnusable</c>.</exception>
    internal static ServerCertificate Load(string path, string? keyPath, string? password)
    {
        try
        {
            var loaded = X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12
                ? LoadPfx(path, password)
                : LoadPem(path, keyPath, password);
            return loaded.Certificate.HasPrivateKey
                ? loaded
                : throw new CryptographicException("it has no private key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // What the libraries say about a path that is wrong does not say that it is.
            var reason = File.Exists(path) ? exception.Message.TrimEnd('.') + "." : Messages.FileNotFound;
            throw XlinkException.InFile(path, line: null, nameof(Messages.CertificateUnusable), XlinkErrorCategory.SecurityError, exception, reason);
        }
    }

    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var certificate in Chain)
        {
            certificate.Dispose();
        }
    }

    private static ServerCertificate LoadPfx(string path, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("it has no private key.");
        all.Remove(own);
        return new(own, all);
    }

    private static ServerCertificate LoadPem(string path, string? keyPath, string? password)
    {
        var own = password is null
            ? X509Certificate2.CreateFromPemFile(path, keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);
        if (OperatingSystem.IsWindows())
        {
            // Windows takes no key from memory for TLS; a PFX round trip gives it one it takes.
            using var fromMemory = own;
            own = X509CertificateLoader.LoadPkcs12(fromMemory.Export(X509ContentType.Pkcs12), password: null);
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        chain.RemoveAt(0);
        return new(own, chain);
    }
}
