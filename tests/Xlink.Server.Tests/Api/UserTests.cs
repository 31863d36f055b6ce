using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class UserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_created_user_is_listed_as_created()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var created = await admin.CreateUserAsync(
            new() { UserName = " xlink ", FirstName = "Xenia", LastName = "Link", Groups = ["system", "Planners", "PLANNERS"], Password = "pass word" }, Cancellation);

        var listed = (await admin.GetUsersAsync(Cancellation)).Single(user => user.Id == created.Id);

        Assert.Equal(("xlink", null, "Xenia", "Link", false, false), (listed.UserName, listed.EmailAddress, listed.FirstName, listed.LastName, listed.IsAdmin, listed.IsLocked));
        Assert.Equal(["Planners", "System"], listed.Groups);
        Assert.Null(listed.LastLogin);
    }

    [Fact]
    public async Task A_change_touches_what_it_names_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { EmailAddress = "xlink@a.example", FirstName = "A", LastName = "B", Groups = ["System"], Password = "pass word" }, Cancellation);

        var changed = await admin.ChangeUserAsync(user.Id, new() { LastName = "C", IsAdmin = true }, Cancellation);
        Assert.Equal(("A", "C", true), (changed.FirstName, changed.LastName, changed.IsAdmin));
        Assert.Equal(["System"], changed.Groups);

        changed = await admin.ChangeUserAsync(user.Id, new() { Groups = [], FirstName = "" }, Cancellation);
        Assert.Equal(("", "C", true), (changed.FirstName, changed.LastName, changed.IsAdmin));
        Assert.Empty(changed.Groups);
        Assert.NotEmpty(await server.TokenAsync("xlink@a.example", "pass word"));
    }

    [Fact]
    public async Task A_deleted_user_is_gone_with_its_sessions()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var user = await admin.CreateUserAsync(new() { UserName = "u", Password = "pass word" }, Cancellation);
        var token = await server.TokenAsync("u", "pass word");

        await admin.DeleteUserAsync(user.Id, Cancellation);

        Assert.Equal("TokenInvalid", (await server.SendAsync("GET", "/api/v1/queues", token: token)).Code);
        Assert.DoesNotContain(await admin.GetUsersAsync(Cancellation), other => other.UserName == "u");
        Assert.Equal("UserNotFound", ServerCode(await Assert.ThrowsAsync<XlinkException>(() => admin.DeleteUserAsync(user.Id, Cancellation))));

        var again = await admin.CreateUserAsync(new() { UserName = "u", Password = "pass word" }, Cancellation);
        Assert.NotEqual(user.Id, again.Id);
    }

    [Theory]
    [InlineData("u", null, "U", null)]
    [InlineData(null, "a@b.example", null, "A@B.example")]
    [InlineData("a@b.example", null, null, "a@b.example")]
    public async Task Nobody_can_take_a_login_that_is_in_use(string? userName, string? address, string? otherUserName, string? otherAddress)
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await admin.CreateUserAsync(new() { UserName = userName, EmailAddress = address, Password = "pass word" }, Cancellation);

        var error = await Assert.ThrowsAsync<XlinkException>(
            () => admin.CreateUserAsync(new() { UserName = otherUserName, EmailAddress = otherAddress, Password = "pass word" }, Cancellation));

        Assert.Equal(("ServerRefused", "LoginTaken"), (error.ErrorId, ServerCode(error)));
        Assert.Equal(2, (await admin.GetUsersAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task What_cannot_stand_in_the_configuration_is_refused()
    {
        (string? UserName, string? Address, string Password, string Code)[] users =
        [
            ("a,b", null, "pass word", "NameInvalid"),
            ("a\nb", null, "pass word", "NameInvalid"),
            ("a\u0000b", null, "pass word", "NameInvalid"),
            ("a\u2028b", null, "pass word", "NameInvalid"),
            ("  ", null, "pass word", "NameInvalid"),
            (null, "nobody", "pass word", "EmailAddressInvalid"),
            (null, "@x", "pass word", "EmailAddressInvalid"),
            (null, "a@", "pass word", "EmailAddressInvalid"),
            (null, "a@b@c", "pass word", "EmailAddressInvalid"),
            (null, "a b@c", "pass word", "EmailAddressInvalid"),
            (null, "a,b@c", "pass word", "EmailAddressInvalid"),
            (null, null, "pass word", "UserNameMissing"),
            ("u", null, "", "PasswordInvalid"),
            ("u", null, "seven c", "PasswordInvalid"),
            ("u", null, "🙂🙂🙂🙂", "PasswordInvalid"),
            ("u", null, new('p', 1025), "PasswordInvalid"),
        ];
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();

        foreach (var (userName, address, password, code) in users)
        {
            var error = await Assert.ThrowsAsync<XlinkException>(
                () => admin.CreateUserAsync(new() { UserName = userName, EmailAddress = address, Password = password }, Cancellation));
            Assert.Equal((userName, address, code), (userName, address, ServerCode(error)));
        }

        Assert.Single(await admin.GetUsersAsync(Cancellation));
    }

    [Fact]
    public async Task A_name_has_at_most_200_characters()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();

        Assert.Equal(200, (await admin.CreateUserAsync(new() { UserName = new('n', 200), Password = "pass word" }, Cancellation)).UserName!.Length);
        var error = await Assert.ThrowsAsync<XlinkException>(() => admin.CreateUserAsync(new() { UserName = new('n', 201), Password = "pass word" }, Cancellation));
        Assert.Equal("NameInvalid", ServerCode(error));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var id = admin.User.Id;

        Assert.Equal("LastAdministrator", ServerCode(await Assert.ThrowsAsync<XlinkException>(() => admin.DeleteUserAsync(id, Cancellation))));
        Assert.Equal("LastAdministrator", ServerCode(await Assert.ThrowsAsync<XlinkException>(() => admin.ChangeUserAsync(id, new() { IsAdmin = false }, Cancellation))));

        await admin.CreateUserAsync(new() { UserName = "second", IsAdmin = true, Password = "pass word" }, Cancellation);
        Assert.False((await admin.ChangeUserAsync(id, new() { IsAdmin = false }, Cancellation)).IsAdmin);
    }

    [Fact]
    public async Task Only_administrators_administer()
    {
        (string Method, string Path, string? Json)[] requests =
        [
            ("GET", "/api/v1/users", null),
            ("POST", "/api/v1/users", """{"userName":"x","isAdmin":true,"password":"pass word"}"""),
            ("PATCH", "/api/v1/users/1", """{"password":"pass word"}"""),
            ("DELETE", "/api/v1/users/1", null),
            ("POST", "/api/v1/users/1/unlock", null),
            ("POST", "/api/v1/queues", """{"name":"q"}"""),
            ("DELETE", "/api/v1/queues/2?recurse=true", null),
            ("POST", "/api/v1/external-systems", """{"name":"e","type":"Csv"}"""),
            ("DELETE", "/api/v1/external-systems/1", null),
        ];
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        await admin.CreateUserAsync(new() { UserName = "importer", Groups = [WfmUser.SystemGroup], Password = "pass word" }, Cancellation);
        await admin.CreateUserAsync(new() { UserName = "reader", Password = "pass word" }, Cancellation);
        var importer = await server.TokenAsync("importer", "pass word");
        var reader = await server.TokenAsync("reader", "pass word");

        foreach (var (method, path, json) in requests)
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await server.SendAsync(method, path, json, importer)).Status));
            Assert.Equal((path, "Forbidden"), (path, (await server.SendAsync(method, path, json, reader)).Code));
            Assert.Equal((path, "TokenInvalid"), (path, (await server.SendAsync(method, path, json)).Code));
        }
    }

    [Theory]
    [InlineData(true, "", "Admin")]
    [InlineData(true, "System", "Admin")]
    [InlineData(false, "Planners;system", "Import")]
    [InlineData(false, "Planners", "Read")]
    [InlineData(false, "", "Read")]
    public async Task Admin_access_and_the_group_System_make_the_role(bool isAdmin, string groups, string role)
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.TokenAsync();
        var list = string.Join(',', groups.Split(';', System.StringSplitOptions.RemoveEmptyEntries).Select(group => '"' + group + '"'));

        var created = await server.SendAsync(
            "POST", "/api/v1/users", $$"""{"userName":"u","password":"pass word","isAdmin":{{(isAdmin ? "true" : "false")}},"groups":[{{list}}]}""", token);

        Assert.Equal(role, (string?)created.Json!["role"]);
    }

    [Fact]
    public async Task A_lost_admin_right_counts_for_sessions_that_are_open()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var second = await admin.CreateUserAsync(new() { UserName = "second", IsAdmin = true, Password = "pass word" }, Cancellation);
        var token = await server.TokenAsync("second", "pass word");

        await admin.ChangeUserAsync(second.Id, new() { IsAdmin = false }, Cancellation);

        Assert.Equal("Forbidden", (await server.SendAsync("GET", "/api/v1/users", token: token)).Code);
    }

    internal static string? ServerCode(XlinkException error) => (string?)error.Data[WfmServerClient.ServerCodeKey];
}
