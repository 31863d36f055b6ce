using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Xlink.Server.Users;

namespace Xlink.Server.Tests.Users;

public sealed class LoginUpgradeTests
{
    [Fact]
    public async Task A_login_replaces_a_hash_of_fewer_rounds()
    {
        await using var server = await TestServer.StartAsync(options => options with { PasswordRounds = PasswordHash.Rounds });
        await using var database = new SqliteConnection("Data Source=" + server.Folder.Combine("data/xlink.db"));
        await database.ExecuteAsync("update user set password_hash = @hash", new { hash = PasswordHash.Create("old but good", rounds: 1000) });

        Assert.NotEmpty(await server.TokenAsync("admin", "old but good"));

        var stored = await database.QuerySingleAsync<string>("select password_hash from user");
        Assert.False(PasswordHash.IsWeak(stored));
        Assert.True(PasswordHash.Verify("old but good", stored));
    }
}
