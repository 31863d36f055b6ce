using System;
using System.Net.Http;
using System.Threading;

namespace Xlink.Targets.Wfm;

/// <summary>HTTP to one server, with what decides about its certificate.</summary>
internal sealed class ServerHttp : IDisposable
{
    private const int MaximumConnections = 16;

    /// <summary>Prepares it; nothing is opened yet.</summary>
    /// <exception cref="XlinkException"><c>CertificateThumbprintInvalid</c>.</exception>
    internal ServerHttp(ServerUrl url, string? thumbprint)
    {
        Certificate = new ServerCertificateCheck(url, thumbprint);
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // The manual asks for a direct way through the firewall; a proxy for web pages is none.
            UseProxy = false,
            // .NET Framework has two unless it is told otherwise, and an import has more uploads on their way.
            MaxConnectionsPerServer = MaximumConnections,
        };
        if (url.UseTls)
        {
#pragma warning disable MA0039 // It is stricter than the usual rule where a thumbprint is pinned, and that rule elsewhere.
            handler.ServerCertificateCustomValidationCallback = (_, presented, chain, errors) => Certificate.Accept(presented, chain, errors);
#pragma warning restore MA0039
        }

        Client = new HttpClient(handler) { BaseAddress = new Uri(url.HttpUri, "/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends the requests; time limits are the caller's.</summary>
    internal HttpClient Client { get; }

    /// <summary>What decides about the server's certificate.</summary>
    internal ServerCertificateCheck Certificate { get; }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
