using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Xlink.Server.Hosting;
using Xlink.Server.Store;
using Xlink.Targets;

namespace Xlink.Server.Tests;

/// <summary>The server of a test: here one in this process, with SQLite in its data folder.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    /// <summary>Rounds of its password hashes: few, because almost every test logs in and none of them guesses passwords.</summary>
    internal const int PasswordRounds = 1000;

    private readonly WfmServer server;

    private ServerUnderTest(WfmServer server) => this.server = server;

    internal ServerUrl Url => server.Url;

    internal IReadOnlyList<ServerUrl> Urls => server.Urls;

    internal IWfmStore Store => server.Store;

    internal string? CertificateThumbprint => server.CertificateThumbprint;

    /// <summary>Skips a test that cannot do without a clock and a data folder of its own, where servers have none.</summary>
    internal static void SkipIfShared()
    {
    }

    internal static async Task<ServerUnderTest> StartAsync(ServerOptions options, MovableClock clock)
        => new(await WfmServer.StartAsync(options, clock, TestContext.Current.CancellationToken));

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
