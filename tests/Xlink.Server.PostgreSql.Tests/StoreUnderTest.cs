using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Server.Hosting;
using Xlink.Server.PostgreSql.Tests;

namespace Xlink.Server.Tests;

/// <summary>The store that a test's server has: here a PostgreSQL database of its own.</summary>
internal static class StoreUnderTest
{
    /// <summary>The options of a server with a new store.</summary>
    internal static async Task<ServerOptions> CreateAsync(ServerOptions options)
        => options with { Database = Secret.From((await PostgreSqlDatabases.GetAsync()).Create()) };

    /// <summary>Removes what is left of it when the server has ended.</summary>
    internal static async Task RemoveAsync(ServerOptions options) => (await PostgreSqlDatabases.GetAsync()).Remove(options.Database!.Reveal());
}
