using System.Threading.Tasks;
using Xlink.Server.Hosting;

namespace Xlink.Server.Tests;

/// <summary>The store that a test's server has: here SQLite in its data folder.</summary>
internal static class StoreUnderTest
{
    /// <summary>The options of a server with a new store.</summary>
    internal static Task<ServerOptions> CreateAsync(ServerOptions options) => Task.FromResult(options);

    /// <summary>Removes what is left of it when the server has ended.</summary>
    internal static Task RemoveAsync(ServerOptions options) => Task.CompletedTask;
}
