using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xlink.Server.Hosting;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Hosting;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => folder.Combine("data/xlink.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_is_there_after_a_restart_and_nothing_is_created_anew()
    {
        await using (var first = await StartAsync(options => options with { TimeZone = "Europe/Berlin" }))
        {
            Assert.NotNull(first.OneTimePassword);
        }

        await using var second = await StartAsync();

        Assert.Null(second.OneTimePassword);
        Assert.Equal("Europe/Berlin", (await WfmServerClient.GetInfoAsync(second.Url, options: null, Cancellation)).TimeZone);
    }

    [Fact]
    public async Task The_one_time_password_logs_in_and_differs_from_server_to_server()
    {
        await using var server = await StartAsync();
        await using var other = await StartAsync(options => options with { DataPath = folder.Combine("other") });

        using var client = await WfmServerClient.LoginAsync(server.Url, "admin", Credentials.Secret.From(server.OneTimePassword!), options: null, Cancellation);

        Assert.True(client.User.IsAdmin);
        Assert.NotEqual(server.OneTimePassword, other.OneTimePassword);
    }

    [Fact]
    public async Task In_the_background_nobody_would_read_the_password_so_one_must_be_given()
    {
        var error = await Assert.ThrowsAsync<XlinkException>(() => StartAsync(options => options with { Background = true }));
        Assert.Equal("AdministratorPasswordMissing", error.ErrorId);

        // Nothing of the failed start hinders the next one.
        await using var server = await StartAsync();
        Assert.NotNull(server.OneTimePassword);
    }

    [Fact]
    public async Task A_password_file_may_end_with_a_line_break_and_stays()
    {
        var file = folder.Write("password", " with blanks \r\n");
        await using var server = await StartAsync(options => options with { AdministratorPasswordPath = file });

        using var client = await WfmServerClient.LoginAsync(server.Url, "admin", Credentials.Secret.From(" with blanks "), options: null, Cancellation);

        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task A_password_file_that_is_missing_empty_or_too_short_stops_the_start()
    {
        var empty = folder.Write("empty", "\n");
        var tooShort = folder.Write("short", "seven c\n");

        Assert.Equal("PasswordFileEmpty", (await Assert.ThrowsAsync<XlinkException>(() => StartAsync(options => options with { AdministratorPasswordPath = empty }))).ErrorId);
        Assert.Equal("PasswordFileTooShort", (await Assert.ThrowsAsync<XlinkException>(() => StartAsync(options => options with { AdministratorPasswordPath = tooShort }))).ErrorId);
        Assert.Equal("PasswordFileUnreadable", (await Assert.ThrowsAsync<XlinkException>(() => StartAsync(options => options with { AdministratorPasswordPath = folder.Combine("no") }))).ErrorId);
    }

    [Fact]
    public async Task A_second_server_does_not_get_the_folder()
    {
        await using var server = await StartAsync();

        var error = await Assert.ThrowsAsync<XlinkException>(() => StartAsync());

        Assert.Equal("DataFolderInUse", error.ErrorId);
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_is_named()
    {
        folder.Write("data", "in the way");

        var error = await Assert.ThrowsAsync<XlinkException>(() => StartAsync());

        Assert.Equal("DataFolderNotWritable", error.ErrorId);
        Assert.Contains(folder.Combine("data"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_folder_is_for_its_user_only()
    {
        await using var server = await StartAsync(options => options with { DataPath = folder.Combine("new/deep") });
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has access lists instead of modes.");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Combine("new/deep")));
    }

    [Fact]
    public async Task A_damaged_database_is_named_and_left_alone()
    {
        Directory.CreateDirectory(folder.Combine("data"));
        var nonsense = Encoding.UTF8.GetBytes(new string('x', 10_000));
        await File.WriteAllBytesAsync(Database, nonsense, Cancellation);

        var error = await Assert.ThrowsAsync<XlinkException>(() => StartAsync());

        Assert.Equal(("DatabaseDamaged", Database), (error.ErrorId, error.FilePath));
        Assert.Equal(nonsense, await File.ReadAllBytesAsync(Database, Cancellation));
    }

    [Fact]
    public async Task A_database_of_something_else_is_not_touched()
    {
        Directory.CreateDirectory(folder.Combine("data"));
        await ExecuteAsync("create table something (id integer)");

        var error = await Assert.ThrowsAsync<XlinkException>(() => StartAsync());

        Assert.Equal("DatabaseForeign", error.ErrorId);
        Assert.Equal(1, await CountTablesAsync());
    }

    [Fact]
    public async Task A_database_of_a_newer_server_is_not_touched()
    {
        await using (await StartAsync())
        {
        }

        await ExecuteAsync("pragma user_version = 99");

        var error = await Assert.ThrowsAsync<XlinkException>(() => StartAsync());

        Assert.Equal("DatabaseNewer", error.ErrorId);
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert into day_vector values (20141223, 2, 1001, 0, 60, x'00')")]
    [InlineData("insert into agent_activity values (20141223, 1, 1, 1419318000, '7', 1419321600, 1)")]
    public async Task The_time_zone_may_change_only_as_long_as_there_are_no_days(string insert)
    {
        await using (var server = await StartAsync(options => options with { TimeZone = "Europe/Berlin" }))
        {
        }

        await using (var server = await StartAsync(options => options with { TimeZone = "america/new_york" }))
        {
            Assert.Equal("America/New_York", (await WfmServerClient.GetInfoAsync(server.Url, options: null, Cancellation)).TimeZone);
            await ExecuteAsync(insert);
        }

        Assert.Equal("TimeZoneDiffers", (await Assert.ThrowsAsync<XlinkException>(() => StartAsync(options => options with { TimeZone = "Europe/Berlin" }))).ErrorId);
        await using var again = await StartAsync(options => options with { TimeZone = "America/New_York" });
    }

    [Fact]
    public async Task An_unknown_time_zone_stops_the_start()
        => Assert.Equal("TimeZoneUnknown", (await Assert.ThrowsAsync<XlinkException>(() => StartAsync(options => options with { TimeZone = "Europe/Nowhere" }))).ErrorId);

    [Fact]
    public void The_zone_of_this_machine_has_an_IANA_name()
        => Assert.Contains(LocalZone.OfThisMachine(), DateTimeZoneProviders.Tzdb.Ids);

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var server = await StartAsync();

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => StartAsync(options => options with { DataPath = folder.Combine("other"), Port = server.Url.Port }));

        Assert.Equal("PortInUse", error.ErrorId);
        Assert.Contains(server.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        await using var next = await StartAsync(options => options with { DataPath = folder.Combine("other") });
        Assert.NotNull(next.OneTimePassword);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named()
    {
        var error = await Assert.ThrowsAsync<XlinkException>(() => StartAsync(options => options with { Address = System.Net.IPAddress.Parse("192.0.2.1") }));

        Assert.Equal("AddressNotLocal", error.ErrorId);
    }

    [Fact]
    public async Task A_server_on_all_addresses_is_reached_on_this_computer()
    {
        await using var server = await StartAsync(options => options with { Address = System.Net.IPAddress.Any });

        Assert.Equal("127.0.0.1", server.Url.Host);
        Assert.Equal(WfmServerInfo.ProductName, (await WfmServerClient.GetInfoAsync(server.Url, options: null, Cancellation)).Product);
    }

    [Fact]
    public async Task The_log_has_neither_passwords_nor_tokens_nor_the_names_that_were_tried()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();
        await server.SendAsync("POST", "/api/v1/tokens", """{"login":"typed-password-by-mistake","password":"wrong-secret"}""");
        await server.SendAsync("GET", "/api/v1/queues", token: "made-up-token");

        await using var stream = new FileStream(server.Folder.Combine("data/server.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        var log = await reader.ReadToEndAsync(Cancellation);

        Assert.Contains("User 1 logged in", log, StringComparison.Ordinal);
        foreach (var secret in new[] { TestServer.AdministratorPassword, token, "typed-password-by-mistake", "wrong-secret", "made-up-token" })
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        }
    }

    private Task<WfmServer> StartAsync(Func<ServerOptions, ServerOptions>? change = null)
    {
        var options = new ServerOptions { DataPath = folder.Combine("data"), Port = 0 };
        return WfmServer.StartAsync(change?.Invoke(options) ?? options, TimeProvider.System, Cancellation);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection("Pooling=false;Data Source=" + Database);
        await connection.ExecuteAsync(sql);
    }

    private async Task<int> CountTablesAsync()
    {
        await using var connection = new SqliteConnection("Pooling=false;Data Source=" + Database);
        return await connection.ExecuteScalarAsync<int>("select count(*) from sqlite_master");
    }
}
