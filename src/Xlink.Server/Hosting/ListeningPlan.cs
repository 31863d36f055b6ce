using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Authentication;
using Xlink.Configuration;
using Xlink.Targets;

namespace Xlink.Server.Hosting;

/// <summary>
/// Where and how the server listens: what the command line says, or else <c>isps.cfg</c> [documented keys], or else one port. What the documents leave
/// open is our reading: <c>IESPort</c> is <c>ServerPort</c> where that is missing; <c>SSLCertificate</c> without a store is the path of a file; a TLS
/// port without a certificate gets the self-signed one.
/// </summary>
internal sealed class ListeningPlan
{
    private const SslProtocols SafeProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
    private const string ProtocolsKey = "SSLProtocols";
    private const string CertificateKey = "SSLCertificate";
    private const string StoreKey = "SSLCertificateStore";
    private const string LocationKey = "SSLCertificateStoreLocation";

    private static readonly string[] Stores = ["MY", "ROOT", "TRUST", "CA"];

    private readonly ServerOptions options;
    private readonly IspsCfgConfiguration? file;
    private readonly EnterpriseServerSettings settings;
    private readonly List<string> warnings = [];

    private ListeningPlan(ServerOptions options, IspsCfgConfiguration? file)
    {
        this.options = options;
        this.file = file;
        settings = file?.EnterpriseServer ?? new();
        Listeners = options.Port is null && options.TlsPort is null ? FindListeners() : GivenListeners();
        if (Listeners.Select(listener => listener.Port).Where(port => port != 0).GroupBy(port => port).FirstOrDefault(ports => ports.Skip(1).Any()) is { } equal)
        {
            throw Fail("SSLPort", nameof(Messages.PortsEqual), equal.Key);
        }

        Protocols = UsesTls ? FindProtocols() : SafeProtocols;
        if (!System.Net.IPAddress.IsLoopback(options.Address))
        {
            warnings.AddRange(Listeners.Where(listener => !listener.UseTls)
                .Select(listener => MessageText.Format(nameof(Messages.PasswordUnencryptedOnNetwork), new ServerUrl(options.Address.ToString(), Math.Max(1, listener.Port), useTls: false))));
        }
    }

    /// <summary>The ports, one or two.</summary>
    internal IReadOnlyList<Listener> Listeners { get; }

    /// <summary>Versions of TLS that are spoken: 1.2, 1.3 or both.</summary>
    internal SslProtocols Protocols { get; }

    /// <summary>What an admin should know, though the server starts.</summary>
    internal IReadOnlyList<string> Warnings => warnings;

    private bool UsesTls => Listeners.Any(listener => listener.UseTls);

    private bool HasCertificateOption => options.SelfSigned || options.CertificatePath is not null;

    /// <summary>Reads the options, and <c>isps.cfg</c> if one is named or lies in the data folder.</summary>
    /// <exception cref="XlinkException">The file cannot be read or a value of it cannot be used; with file and line.</exception>
    internal static ListeningPlan Make(ServerOptions options)
        => new(options, FindFile(options) is { } path ? IspsCfgConfiguration.Load(path) : null);

    /// <summary>Gets the certificate; <see langword="null"/> if no port speaks TLS.</summary>
    /// <param name="folder">The data folder, where a self-signed one is kept.</param>
    /// <param name="store">The computer's certificate stores.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="XlinkException"><c>CertificateUnusable</c>, <c>CertificateStoreUnsupported</c>, <c>CertificateNotInStore</c> and others.</exception>
    internal ServerCertificate? GetCertificate(DataFolder folder, ICertificateStore store, DateTimeOffset now)
    {
        if (!UsesTls)
        {
            return null;
        }

        if (options.CertificatePath is { } path)
        {
            return Checked(ServerCertificate.Load(path, options.CertificateKeyPath, CertificatePassword()), now);
        }

        if (!options.SelfSigned && settings.SslCertificateStore is not null)
        {
            return Checked(FromStore(store, now), now);
        }

        return !options.SelfSigned && settings.SslCertificate is { } configured
            ? Checked(ServerCertificate.Load(Path.Combine(Path.GetDirectoryName(file!.FilePath)!, configured), options.CertificateKeyPath, CertificatePassword()), now)
            : SelfSigned(folder, now);
    }

    private static string? FindFile(ServerOptions options)
        => options.ConfigurationPath
            ?? (Directory.Exists(options.DataPath)
                ? Directory.EnumerateFiles(options.DataPath)
                    .FirstOrDefault(path => string.Equals(Path.GetFileName(path), IspsCfgConfiguration.FileName, StringComparison.OrdinalIgnoreCase))
                : null);

    private List<Listener> GivenListeners()
    {
        List<Listener> given = [];
        if (options.Port is { } port)
        {
            given.Add(new(port, options.TlsPort is null && (HasCertificateOption || settings.SslCertificate is not null)));
        }

        if (options.TlsPort is { } tlsPort)
        {
            given.Add(new(tlsPort, UseTls: true));
        }

        return given;
    }

    private List<Listener> FindListeners()
    {
        var plain = settings.ServerPort ?? settings.IesPort ?? ServerUrl.DefaultPort;
        if (settings.SslPort is not { } tls || tls == 0)
        {
            // A certificate on the command line asks for TLS, so that nothing must be plain.
            return plain == 0 ? throw Fail("ServerPort", nameof(Messages.ListenerMissing)) : [new(plain, HasCertificateOption)];
        }

        return plain == 0 ? [new(tls, UseTls: true)] : [new(plain, UseTls: false), new(tls, UseTls: true)];
    }

    private SslProtocols FindProtocols()
    {
        if (settings.SslProtocols.Count == 0)
        {
            return SafeProtocols;
        }

        var protocols = SslProtocols.None;
        foreach (var name in settings.SslProtocols)
        {
            switch (name.Replace(".", string.Empty, StringComparison.Ordinal).ToUpperInvariant())
            {
                case "TLS12":
                    protocols |= SslProtocols.Tls12;
                    break;
                case "TLS13":
                    protocols |= SslProtocols.Tls13;
                    break;
                default:
                    warnings.Add(MessageText.Format(nameof(Messages.TlsProtocolOld), name));
                    break;
            }
        }

        return protocols == SslProtocols.None
            ? throw Fail(ProtocolsKey, nameof(Messages.TlsProtocolsUnusable), string.Join(", ", settings.SslProtocols))
            : protocols;
    }

    private ServerCertificate FromStore(ICertificateStore store, DateTimeOffset now)
    {
        if (!store.IsSupported)
        {
            throw Fail(StoreKey, nameof(Messages.CertificateStoreUnsupported), StoreKey);
        }

        var name = Stores.FirstOrDefault(known => string.Equals(known, settings.SslCertificateStore, StringComparison.OrdinalIgnoreCase))
            ?? throw Fail(StoreKey, nameof(Messages.CertificateStoreValueInvalid), StoreKey, settings.SslCertificateStore, string.Join(", ", Stores));
        var isOfUser = settings.SslCertificateStoreLocation is { } location && IsOfUser(location);
        var wanted = settings.SslCertificate ?? string.Empty;
        using var candidates = new CertificateCandidates(store.GetAll(name, isOfUser));
        return candidates.Pick(wanted, now) is { } certificate
            ? ServerCertificate.From(certificate)
            : throw Fail(
                CertificateKey, nameof(Messages.CertificateNotInStore), name, isOfUser ? Environment.UserName : Environment.MachineName, wanted);
    }

    /// <summary>The names of Windows' own headers count too, for example <c>CERT_SYSTEM_STORE_LOCAL_MACHINE</c> [our reading].</summary>
    private bool IsOfUser(string location)
    {
        var text = location.ToUpperInvariant().Replace("CERT_SYSTEM_STORE_", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal);
        return text switch
        {
            "LOCALMACHINE" => false,
            "CURRENTUSER" => true,
            _ => throw Fail(LocationKey, nameof(Messages.CertificateStoreValueInvalid), LocationKey, location, "LocalMachine, CurrentUser"),
        };
    }

    private ServerCertificate SelfSigned(DataFolder folder, DateTimeOffset now)
    {
        var (certificate, replaced) = SelfSignedCertificate.GetOrCreate(folder.FolderPath, options.Address, now);
        if (replaced is { } expired)
        {
            warnings.Add(MessageText.Format(nameof(Messages.CertificateRenewed), expired.LocalDateTime, certificate.Thumbprint));
        }

        return certificate;
    }

    private ServerCertificate Checked(ServerCertificate certificate, DateTimeOffset now)
    {
        if (certificate.Expires - now < SelfSignedCertificate.RenewalTime)
        {
            var text = certificate.Expires <= now ? nameof(Messages.CertificateExpired) : nameof(Messages.CertificateExpiresSoon);
            warnings.Add(MessageText.Format(text, certificate.Certificate.Subject, certificate.Expires.LocalDateTime));
        }

        return certificate;
    }

    private string? CertificatePassword() => options.CertificatePasswordPath is null ? null : PasswordFile.Read(options.CertificatePasswordPath);

    /// <summary>An error that names the key's line if the file has it.</summary>
    private XlinkException Fail(string key, string errorId, params object?[] arguments)
        => file?.Document.FindSection(EnterpriseServerSettings.SectionName) is { } section && section.GetLine(key) is not null
            ? XlinkException.InKey(section, key, errorId, XlinkErrorCategory.InvalidData, arguments)
            : XlinkException.Create(errorId, XlinkErrorCategory.InvalidArgument, arguments);
}
