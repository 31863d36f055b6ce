using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xlink.Server.Tests;
using Xlink.Targets.Wfm;
using static Microsoft.Playwright.Assertions;

namespace Xlink.Console.Tests;

public sealed class AdministrationTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_locked_user_is_shown_unlocked_and_let_in()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        await site.CreateReaderAsync();
        for (var i = 0; i < 5; i++)
        {
            await site.Server.SendAsync("POST", "/api/v1/tokens", """{"login":"reader","password":"wrong"}""");
        }

        var page = await site.OpenSignedInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Users", Exact = true }).ClickAsync();
        var row = page.Locator("tr", new() { HasText = "reader" });
        await Expect(row).ToContainTextAsync("Locked");
        await ConsoleSite.KeepPictureAsync(page, "users-locked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Unlock reader" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("reader is unlocked.");
        await Expect(row).ToContainTextAsync("Active");

        var reader = await site.OpenAsync();
        await ConsoleSite.SignInAsync(reader, "reader", ConsoleSite.ReaderPassword);
        await Expect(reader.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task A_new_password_counts_at_once_and_ends_the_sessions()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        await site.CreateReaderAsync();
        var reader = await site.OpenAsync();
        await ConsoleSite.SignInAsync(reader, "reader", ConsoleSite.ReaderPassword);
        await Expect(reader.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");

        var page = await site.OpenSignedInAsync();
        await page.GotoAsync("/users");
        await page.GetByRole(AriaRole.Link, new() { Name = "New password for reader" }).ClickAsync();
        await page.Locator("#password").FillAsync("another one, longer");
        await page.Locator("#repetition").FillAsync("another one, shorter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The two passwords differ.");
        await page.Locator("#password").FillAsync("another one, longer");
        await page.Locator("#repetition").FillAsync("another one, longer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("reader has the new password.");

        await reader.GotoAsync("/queues");
        await Expect(reader.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
        await ConsoleSite.SignInAsync(reader, "reader", "another one, longer");
        await Expect(reader.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Queues");
    }

    [Fact]
    public async Task Whoever_is_no_administrator_sees_no_users()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var user = await site.CreateReaderAsync();
        var page = await site.OpenAsync();
        await ConsoleSite.SignInAsync(page, "reader", ConsoleSite.ReaderPassword);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Users" })).ToHaveCountAsync(0);
        await Expect(page.Locator("main")).Not.ToContainTextAsync("locked users");
        var token = await page.Locator("input[name=formToken]").First.GetAttributeAsync("value");
        foreach (var address in new[] { "/users", FormattableString.Invariant($"/users/{user.Id}/password") })
        {
            Assert.Equal(403, (await page.GotoAsync(address))!.Status);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Not allowed");
            await Expect(page.Locator("main")).Not.ToContainTextAsync("Last sign-in");
        }

        foreach (var address in new[] { $"/users/1/unlock", $"/users/1/password" })
        {
            var answer = await page.APIRequest.PostAsync(address, new() { Form = page.APIRequest.CreateFormData().Set("formToken", token!).Set("password", "stolen").Set("repetition", "stolen"), MaxRedirects = 0 });
            Assert.Equal(403, answer.Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await site.Server.SendAsync("POST", "/api/v1/tokens", $$"""{"login":"admin","password":"{{TestServer.AdministratorPassword}}"}""")).Status);
    }

    [Fact]
    public async Task Import_runs_are_shown_with_what_they_did_and_the_failed_ones_with_why()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var importing = await Importing.ConfigureAsync(site);
        importing.Deliver("calls.csv", "UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_DE_IN;23.12.2014;nonsense;3;1;180\nUHD_DE_IN;22.12.2014;09:00;7;6;150\n");
        await importing.RunAsync();
        importing.LoseSource();
        await importing.RunAsync();
        Assert.Single(importing.Failures);
        var page = await site.OpenSignedInAsync();

        await page.GotoAsync("/import-runs");
        var rows = page.Locator("main tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("failed");
        await Expect(rows.Nth(1)).ToContainTextAsync("incomplete");
        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator(".message.error")).ToContainTextAsync("acd");
        await page.GotoAsync("/import-runs?outcome=Incomplete");
        await Expect(rows).ToHaveCountAsync(1);
        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        var facts = await page.Locator(".facts").InnerTextAsync();
        Assert.Equal(
            ["1", "1", "1", "2", Environment.MachineName, "By hand", "admin"],
            new[] { "Rows read", "Rows skipped", "Rows of other days", "Values written", "Computer", "Started", "User" }.Select(Fact));
        await ConsoleSite.KeepPictureAsync(page, "import-run");

        var run = (await site.Administrator.GetImportRunsAsync("csv", ImportRunOutcome.Incomplete, 10, TestContext.Current.CancellationToken)).Single();
        Assert.Equal((ImportRunKind.CallData, Importing.Day, 1, 1L, 1L), (run.Kind, run.FirstDay, run.Days, run.RowsRead, run.RowsSkipped));

        string Fact(string name)
        {
            var lines = facts.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return lines[Array.IndexOf(lines, name) + 1];
        }
    }
}
