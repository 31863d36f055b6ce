using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Xlink.Server.Hosting;

/// <summary>The certificate that the server makes for itself at the first start that needs one. Clients pin it by its thumbprint.</summary>
internal static class SelfSignedCertificate
{
    /// <summary>File in the data folder with certificate and key.</summary>
    internal const string FileName = "self-signed.pem";

    /// <summary>How long before its end a start replaces it.</summary>
    internal static readonly TimeSpan RenewalTime = TimeSpan.FromDays(30);

    // Long, because every client that has pinned it must be told of the next one.
    private const int LifetimeYears = 10;
    private const int KeyLength = 3072;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Gets the certificate of a data folder; makes it if there is none, or if the one that is there ends soon.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="address">The address that the server listens on.</param>
    /// <param name="now">The time.</param>
    /// <returns>The certificate, and when the one ends that it has replaced, if it has.</returns>
    /// <exception cref="XlinkException"><c>CertificateUnusable</c>: the file that is there cannot be used. <c>DataFolderNotWritable</c>.</exception>
    internal static (ServerCertificate Certificate, DateTimeOffset? Replaced) GetOrCreate(string folder, IPAddress address, DateTimeOffset now)
    {
        var path = Path.Combine(folder, FileName);
        DateTimeOffset? replaced = null;
        if (File.Exists(path))
        {
            var kept = ServerCertificate.Load(path, keyPath: null, password: null);
            if (kept.Expires - now > RenewalTime)
            {
                return (kept, null);
            }

            replaced = kept.Expires;
            kept.Dispose();
        }

        Write(path, Create(address, now));
        return (ServerCertificate.Load(path, keyPath: null, password: null), replaced);
    }

    private static string Create(IPAddress address, DateTimeOffset now)
    {
        // RSA, because old clients on Windows and Mono do not all know elliptic curves.
        using var key = RSA.Create(KeyLength);
        var host = Dns.GetHostName();
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(host);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(Names(host, address));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));

        // A client's clock may be behind.
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(LifetimeYears));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <summary>All names and addresses that this computer is known to have.</summary>
    private static X509Extension Names(string host, IPAddress address)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in new[] { host, FullName(), "localhost" }.Where(name => Uri.CheckHostName(name) == UriHostNameType.Dns).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(name);
        }

        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(own => own.Address)
            .Where(own => !own.IsIPv6LinkLocal)
            .Concat([IPAddress.Loopback, IPAddress.IPv6Loopback, address])
            .Where(own => !own.Equals(IPAddress.Any) && !own.Equals(IPAddress.IPv6Any));
        foreach (var own in addresses.Distinct())
        {
            names.AddIpAddress(own);
        }

        return names.Build();
    }

    private static string FullName()
    {
        var network = IPGlobalProperties.GetIPGlobalProperties();
        return network.DomainName.Length == 0 ? network.HostName : network.HostName + "." + network.DomainName;
    }

    private static void Write(string path, string text)
    {
        var temporary = path + ".new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                // What a start that broke off has left behind may have other permissions.
                File.Delete(temporary);
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(temporary, options))
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                writer.Write(text);
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw XlinkException.Create(
                nameof(Messages.DataFolderNotWritable), XlinkErrorCategory.PermissionDenied, exception, Path.GetDirectoryName(path), exception.Message);
        }
    }
}
