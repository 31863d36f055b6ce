using System;
using System.IO;
using System.Threading.Tasks;
using Npgsql;
using Xlink.Credentials;
using Xlink.Server.Tests;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Server.PostgreSql.Tests;

public sealed class ServerProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_environment_can_name_the_database()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        using var program = ServerProgram.Start(("XLINK_DATABASE", database.ConnectionString), ["--data", folder.Combine("data"), "--port", "0"]);

        var url = await program.ReadUrlAsync();

        using var admin = await WfmServerClient.LoginAsync(
            ServerUrl.Parse(url), "admin", Secret.From(TestServer.AdministratorPassword), options: null, TestContext.Current.CancellationToken);
        Assert.Equal(1, admin.User.Id);
        Assert.False(File.Exists(Path.Combine(folder.Combine("data"), "xlink.db")));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_ends_the_start_with_a_reason_and_without_its_password()
    {
        using var port = new ClosedPort();
        var file = folder.Write(
            "database", new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port.Number, Database = "xlink", Username = "xlink", Password = "my-secret" }.ConnectionString);
        using var program = ServerProgram.Start(["--data", folder.Combine("data"), "--port", "0", "--database", file]);

        var (exitCode, output, errors) = await program.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("127.0.0.1:" + port.Number + "/xlink", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_administrators_password_is_reset_in_the_database()
    {
        using var database = await PostgreSqlDatabases.CreateAsync();
        string[] place = ["--data", folder.Combine("data"), "--port", "0", "--database", folder.Write("database", database.ConnectionString)];
        using var reset = ServerProgram.Start([.. place, "--reset-admin-password-file", folder.Write("new", "other words")]);
        Assert.Equal(0, (await reset.EndAsync()).ExitCode);

        using var program = ServerProgram.Start(place);
        var url = await program.ReadUrlAsync();

        using var admin = await WfmServerClient.LoginAsync(ServerUrl.Parse(url), "admin", Secret.From("other words"), options: null, TestContext.Current.CancellationToken);
        Assert.True(admin.User.IsAdmin);
    }
}
