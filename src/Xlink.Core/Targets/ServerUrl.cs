using System;
using System.Globalization;

namespace Xlink.Targets;

/// <summary>
/// Address of a WFM server as <c>isps.cfg</c> has it: <c>iwfms://host:port</c> (TLS) or <c>iwfm://host:port</c> (no TLS) [documented].
/// Behind <c>iwfm</c> our own server speaks HTTP, behind <c>iwfms</c> HTTPS: the original protocol is not public.
/// </summary>
public sealed record ServerUrl
{
    /// <summary>Port of cloud tenants and the default on-premise [documented].</summary>
    public const int DefaultPort = 45054;

    /// <summary>Port of cloud tenants created before 2019 [documented].</summary>
    public const int LegacyCloudPort = 80;

    private const string CloudDomain = ".injixo.com";
    private const string PlainScheme = "iwfm";
    private const string TlsScheme = "iwfms";

    /// <summary>Makes an address from its parts.</summary>
    /// <param name="host">Host name or IP address; an IPv6 address with or without brackets.</param>
    /// <param name="port">TCP port, 1 to 65535.</param>
    /// <param name="useTls">Whether the connection is encrypted (<c>iwfms</c>).</param>
    /// <exception cref="XlinkException"><c>ServerUrlInvalid</c>: host or port cannot be used.</exception>
    public ServerUrl(string host, int port, bool useTls)
    {
        Host = CheckHost(host, host);
        Port = port is >= 1 and <= 65535 ? port : throw InvalidPort(host, port.ToString(CultureInfo.InvariantCulture));
        UseTls = useTls;
    }

    /// <summary>Host name or IP address; IPv6 addresses without brackets.</summary>
    public string Host { get; }

    /// <summary>TCP port, 1 to 65535.</summary>
    public int Port { get; }

    /// <summary>Whether the connection is encrypted.</summary>
    public bool UseTls { get; }

    /// <summary>Whether the host is this computer by its loopback name or address.</summary>
    public bool IsLoopback => HttpUri.IsLoopback;

    /// <summary>Whether passwords and data would cross a network in clear text: <c>iwfm</c> to another computer.</summary>
    public bool IsUnprotected => !UseTls && !IsLoopback;

    /// <summary>Whether the host is a tenant of the vendor's cloud [documented: <c>host.injixo.com</c>].</summary>
    public bool IsCloud => Host.EndsWith(CloudDomain, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same address as HTTP or HTTPS base address of the API.</summary>
    public Uri HttpUri => new UriBuilder(UseTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, BracketedHost, Port).Uri;

    private string BracketedHost => Host.IndexOf(':') >= 0 ? "[" + Host + "]" : Host;

    /// <summary>The address of a cloud tenant [documented].</summary>
    /// <param name="hostName">The host part of the browser's address, for example <c>yourhost</c>; a whole host name with dots is taken as it is [our reading].</param>
    /// <param name="legacyPort">Whether the tenant was created before 2019 and has port 80.</param>
    /// <returns>The address, with TLS.</returns>
    /// <exception cref="XlinkException"><c>ServerUrlInvalid</c>.</exception>
    public static ServerUrl ForCloud(string hostName, bool legacyPort)
        => new(hostName.IndexOf('.') < 0 ? hostName + CloudDomain : hostName, legacyPort ? LegacyCloudPort : DefaultPort, useTls: true);

    /// <summary>The address of a cloud tenant by what stands in the browser [documented].</summary>
    /// <param name="browserUrl">For example <c>https://yourhost.injixo.com/iwfm/</c>.</param>
    /// <param name="legacyPort">Whether the tenant was created before 2019 and has port 80.</param>
    /// <returns>The address, with TLS.</returns>
    /// <exception cref="XlinkException"><c>BrowserUrlInvalid</c>: it is not an https address.</exception>
    public static ServerUrl FromBrowser(string browserUrl, bool legacyPort)
        => Uri.TryCreate(browserUrl.Trim(), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? ForCloud(uri.Host, legacyPort)
            : throw XlinkException.Create(nameof(Messages.BrowserUrlInvalid), XlinkErrorCategory.InvalidArgument, browserUrl);

    /// <summary>Reads an address. Without a port it has <see cref="DefaultPort"/> [our reading].</summary>
    /// <param name="text">The address, for example <c>iwfms://host.injixo.com:45054</c>.</param>
    /// <returns>The address.</returns>
    /// <exception cref="XlinkException"><c>ServerUrlInvalid</c>, saying which part cannot be used.</exception>
    public static ServerUrl Parse(string text)
    {
        var trimmed = text?.Trim() ?? string.Empty;
        if (trimmed.Length == 0)
        {
            throw Invalid(trimmed, Messages.ServerUrlReasonEmpty);
        }

        var schemeEnd = trimmed.IndexOf("://", StringComparison.Ordinal);
        var scheme = schemeEnd < 0 ? string.Empty : trimmed.Substring(0, schemeEnd);
        var useTls = string.Equals(scheme, TlsScheme, StringComparison.OrdinalIgnoreCase);
        if (!useTls && !string.Equals(scheme, PlainScheme, StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(trimmed, Messages.ServerUrlReasonScheme);
        }

        var authority = trimmed.Substring(schemeEnd + 3);
        if (authority.EndsWith("/", StringComparison.Ordinal))
        {
            authority = authority.Substring(0, authority.Length - 1);
        }

        if (authority.IndexOfAny(['/', '?', '#', '@', '\\']) >= 0)
        {
            throw Invalid(trimmed, Messages.ServerUrlReasonPath);
        }

        var portStart = authority.LastIndexOf(':');
        if (portStart < 0 || authority.EndsWith("]", StringComparison.Ordinal))
        {
            return new ServerUrl(CheckHost(authority, trimmed), DefaultPort, useTls);
        }

        var portText = authority.Substring(portStart + 1);
        return int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? new ServerUrl(CheckHost(authority.Substring(0, portStart), trimmed), port, useTls)
            : throw InvalidPort(trimmed, portText);
    }

    /// <summary>The address as <c>isps.cfg</c> has it, always with its port.</summary>
    public override string ToString()
        => string.Format(CultureInfo.InvariantCulture, "{0}://{1}:{2}", UseTls ? TlsScheme : PlainScheme, BracketedHost, Port);

    private static string CheckHost(string host, string whole)
    {
        var bare = host.StartsWith("[", StringComparison.Ordinal) && host.EndsWith("]", StringComparison.Ordinal)
            ? host.Substring(1, host.Length - 2)
            : host;
        return Uri.CheckHostName(bare) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? bare
            : throw Invalid(whole, MessageText.Format(nameof(Messages.ServerUrlReasonHost), host));
    }

    private static XlinkException InvalidPort(string whole, string port)
        => Invalid(whole, MessageText.Format(nameof(Messages.ServerUrlReasonPort), port));

    private static XlinkException Invalid(string whole, string reason)
        => XlinkException.Create(nameof(Messages.ServerUrlInvalid), XlinkErrorCategory.InvalidArgument, whole, reason);
}
