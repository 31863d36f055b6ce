using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Hosting;
using Xlink.Server.Instances.Tests;
using Xlink.Server.Store;
using Xlink.Server.Users;
using Xlink.Targets;

namespace Xlink.Server.Tests;

/// <summary>The server of a test: here three processes behind a load balancer, which tests use one after the other, each with an empty database.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    /// <summary>Rounds of its password hashes.</summary>
    internal const int PasswordRounds = PasswordHash.Rounds;

    private static readonly SemaphoreSlim Turn = new(1);

    private readonly IDisposable?[] ownParts;

    private ServerUnderTest(ServerUrl url, params IDisposable?[] ownParts)
    {
        Url = url;
        this.ownParts = ownParts;
    }

    internal ServerUrl Url { get; }

    internal IReadOnlyList<ServerUrl> Urls => [Url];

    internal IWfmStore Store
    {
        get
        {
            SkipIfShared();
            throw new InvalidOperationException();
        }
    }

    internal string? CertificateThumbprint => null;

    internal static void SkipIfShared() => Assert.Skip("The servers are processes: they have the system's clock and folders of their own.");

    internal static async Task<ServerUnderTest> StartAsync(ServerOptions options, MovableClock clock)
    {
        // What else a test asks for is about one server, or needs a clock that moves.
        if (options.TokenLifetime != ServerOptions.DefaultTokenLifetime || options.RequestTime != ServerOptions.DefaultRequestTime || options.TrustedProxies.Count > 0)
        {
            SkipIfShared();
        }

        var shared = (await TestContext.Current.GetFixture<SharedTrio>())!;
        await Turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (options is { TimeZone: SharedTrio.TimeZone, MaximumUpload: ServerOptions.DefaultMaximumUpload })
            {
                return new(await shared.EmptyAsync());
            }

            var database = await PostgreSql.Tests.PostgreSqlDatabases.CreateAsync();
            try
            {
                var trio = await Trio.StartAsync(
                    database.ConnectionString, "--time-zone", options.TimeZone!, "--max-upload", (options.MaximumUpload / 1024 / 1024).ToString(CultureInfo.InvariantCulture));
                return new(trio.Url, trio, database);
            }
            catch
            {
                database.Dispose();
                throw;
            }
        }
        catch
        {
            Turn.Release();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var part in ownParts)
        {
            part?.Dispose();
        }

        Turn.Release();
        return ValueTask.CompletedTask;
    }
}
