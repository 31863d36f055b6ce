using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Configuration;

/// <summary>The server's side of <c>isps.cfg</c>: section <c>[InVision Enterprise Server]</c> [documented].</summary>
public sealed record EnterpriseServerSettings
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "InVision Enterprise Server";

    private const int HighestPort = 65535;

    /// <summary><c>IESPort</c>: the port of the server, 1 to 65535; <see langword="null"/> if it is not set.</summary>
    public int? IesPort { get; init; }

    /// <summary><c>ServerPort</c>: the port of connections without TLS; 0 for none, <see langword="null"/> if it is not set.</summary>
    public int? ServerPort { get; init; }

    /// <summary><c>SSLPort</c>: the port of connections with TLS; 0 for none [our reading], <see langword="null"/> if it is not set.</summary>
    public int? SslPort { get; init; }

    /// <summary><c>SSLCertificateStore</c>: MY, ROOT, TRUST or CA.</summary>
    public string? SslCertificateStore { get; init; }

    /// <summary><c>SSLCertificateStoreLocation</c>.</summary>
    public string? SslCertificateStoreLocation { get; init; }

    /// <summary><c>SSLCertificate</c>.</summary>
    public string? SslCertificate { get; init; }

    /// <summary><c>SSLProtocols</c>: for example <c>TLS11</c>, <c>TLS12</c>; empty if it is not set.</summary>
    public IReadOnlyList<string> SslProtocols { get; init; } = [];

    /// <summary>Reads the settings. <c>IESPort</c> may stand in any section [our reading]: the documents do not say which.</summary>
    internal static EnterpriseServerSettings Read(IniDocument document)
    {
        var portSection = document.Sections.FirstOrDefault(candidate => candidate.GetText("IESPort") is not null);
        var settings = new EnterpriseServerSettings { IesPort = portSection?.GetInteger("IESPort", 1, HighestPort) };
        return document.FindSection(SectionName) is not { } section ? settings : settings with
        {
            ServerPort = section.GetInteger("ServerPort", 0, HighestPort),
            SslPort = section.GetInteger("SSLPort", 0, HighestPort),
            SslCertificateStore = section.GetText("SSLCertificateStore"),
            SslCertificateStoreLocation = section.GetText("SSLCertificateStoreLocation"),
            SslCertificate = section.GetText("SSLCertificate"),
            SslProtocols = section.GetText("SSLProtocols") is { } list ? Split(list) : [],
        };
    }

    private static List<string> Split(string list)
        => [.. list.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)];
}
