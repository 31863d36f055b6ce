using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Server.Hosting;
using Xlink.Server.PostgreSql.Tests;
using Xlink.Server.Store;
using Xlink.Targets;

namespace Xlink.Server.Tests;

/// <summary>The server of a test: here one in this process, with a PostgreSQL database of its own.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    /// <summary>Rounds of its password hashes: few, because almost every test logs in and none of them guesses passwords.</summary>
    internal const int PasswordRounds = 1000;

    private readonly WfmServer server;
    private readonly TestDatabase database;

    private ServerUnderTest(WfmServer server, TestDatabase database)
    {
        this.server = server;
        this.database = database;
    }

    internal ServerUrl Url => server.Url;

    internal IReadOnlyList<ServerUrl> Urls => server.Urls;

    internal IWfmStore Store => server.Store;

    internal string? CertificateThumbprint => server.CertificateThumbprint;

    /// <summary>Skips nothing: every test has a server of its own.</summary>
    internal static void SkipIfShared()
    {
    }

    internal static async Task<ServerUnderTest> StartAsync(ServerOptions options, MovableClock clock)
    {
        var created = await PostgreSqlDatabases.CreateAsync();
        try
        {
            return new(await WfmServer.StartAsync(options with { Database = Secret.From(created.ConnectionString) }, clock, TestContext.Current.CancellationToken), created);
        }
        catch
        {
            created.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        database.Dispose();
    }
}
