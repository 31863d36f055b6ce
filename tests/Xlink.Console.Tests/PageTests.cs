using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xlink.Server.Tests;
using Xlink.Targets.Wfm;
using static Microsoft.Playwright.Assertions;

namespace Xlink.Console.Tests;

public sealed class PageTests(BrowserFixture browser)
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'&amp;{{7*7}}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_from_outside_stay_text()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var pages = await FillAsync(site, Hostile);
        var page = await site.OpenSignedInAsync();

        foreach (var address in pages)
        {
            await page.GotoAsync(address);
            Assert.Equal((address, 0), (address, await page.Locator("img, main script").CountAsync()));
        }

        await page.GotoAsync("/queues");
        await Expect(page.Locator(".tree .name").First).ToHaveTextAsync(Hostile);
        await page.GotoAsync("/import-runs");
        await Expect(page.Locator("main td", new() { HasText = "<img src" }).First).ToBeVisibleAsync();
        await page.GotoAsync("/queues?filter=" + Uri.EscapeDataString("\"><script>alert(2)</script>"));
        await Expect(page.Locator("#filter")).ToHaveValueAsync("\"><script>alert(2)</script>");
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task No_page_asks_another_host_or_allows_what_is_not_its_own()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var pages = await FillAsync(site, "Hotline");
        var page = await site.OpenAsync();
        await page.GotoAsync("/login");
        await ConsoleSite.SignInAsync(page, "admin", TestServer.AdministratorPassword);

        foreach (var address in pages)
        {
            var answer = await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            var headers = await answer!.AllHeadersAsync();
            Assert.StartsWith("default-src 'self';", headers["content-security-policy"], StringComparison.Ordinal);
            Assert.Equal("no-store", headers["cache-control"]);
            Assert.Equal((address, 0), (address, await page.Locator("script:not([src]), style, [style], [onclick]").Filter(new() { HasNot = page.Locator(".uplot") }).EvaluateAllAsync<int>(
                "elements => elements.filter(element => !element.closest('.plot')).length")));
        }

        Assert.NotEmpty(site.Requests);
        Assert.All(site.Requests, request => Assert.StartsWith(site.Address.ToString(), request, StringComparison.Ordinal));
        Assert.Empty(site.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_page_is_accessible_as_far_as_a_program_can_tell(ColorScheme colours)
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var pages = await FillAsync(site, "Hotline");
        var page = await site.OpenSignedInAsync(options => options.ColorScheme = colours);
        var findings = new List<string>();

        foreach (var address in pages)
        {
            await page.GotoAsync(address);
            await ConsoleSite.KeepPictureAsync(page, "page" + (colours == ColorScheme.Dark ? "-dark" : string.Empty) + Name(address));

            // The colours are all that differs in the dark.
            var result = await page.RunAxe(colours == ColorScheme.Dark ? new() { RunOnly = RunOnlyOptions.Rules("color-contrast") } : new());
            Assert.NotEmpty(result.Passes);
            findings.AddRange(result.Violations.Select(violation => address + ": " + violation.Id + ": " + Describe(violation)));
        }

        Assert.Empty(findings);
    }

    [Fact]
    public async Task Every_page_fits_a_narrow_screen()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var pages = await FillAsync(site, new string('w', 180));
        var page = await site.OpenSignedInAsync(options => options.ViewportSize = new() { Width = 320, Height = 700 });

        foreach (var address in pages)
        {
            await page.GotoAsync(address);
            Assert.Equal((address, 320), (address, await page.EvaluateAsync<int>("document.documentElement.scrollWidth")));
            Assert.All(await page.Locator("nav.main a").EvaluateAllAsync<double[]>("links => links.map(link => link.getBoundingClientRect().right)"), right => Assert.InRange(right, 0, 320));
            Assert.Empty(await page.Locator("label[for]").EvaluateAllAsync<string[]>(
                "labels => labels.filter(label => label.getBoundingClientRect().top > document.getElementById(label.htmlFor).getBoundingClientRect().bottom "
                    + "|| (label.closest('.filter') && label.getBoundingClientRect().bottom < document.getElementById(label.htmlFor).getBoundingClientRect().top)).map(label => label.textContent)"));
            await ConsoleSite.KeepPictureAsync(page, "narrow" + Name(address));
        }
    }

    [Fact]
    public async Task The_browser_says_which_language_until_somebody_chooses()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        await FillAsync(site, "Hotline");
        var page = await site.OpenSignedInAsync(options => options.Locale = "de-AT");

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Übersicht");
        await page.GotoAsync("/import-runs");
        await Expect(page.Locator("main")).ToContainTextAsync("1.234");
        await page.GotoAsync("/queues/999999/value-types/1");
        await Expect(page.Locator("main")).ToContainTextAsync("Diese Warteschlange gibt es nicht.");
        await page.GotoAsync("/nothing-here");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Nicht gefunden");
        await page.GotoAsync("/coverage?all=true");
        await ConsoleSite.KeepPictureAsync(page, "german");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Data coverage");
        Assert.EndsWith("/coverage?all=true", page.Url, StringComparison.Ordinal);
        await page.GotoAsync("/import-runs");
        await Expect(page.Locator("main")).ToContainTextAsync("1,234");
    }

    [Fact]
    public async Task The_system_says_which_colours_until_somebody_chooses()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var page = await site.OpenSignedInAsync(options => options.ColorScheme = ColorScheme.Dark);

        var dark = await BackgroundAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Light" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Light" })).ToHaveAttributeAsync("aria-pressed", "true");
        var light = await BackgroundAsync();
        Assert.NotEqual(dark, light);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Dark" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(dark, await BackgroundAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "System" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "System" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(light, await BackgroundAsync());

        Task<string> BackgroundAsync() => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
    }

    [Fact]
    public async Task What_agents_did_is_drawn_and_told()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        await FillAsync(site, "Hotline");
        var page = await site.OpenSignedInAsync();

        await page.GotoAsync("/agents?day=2026-02-27");
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Employee Hotline" }).First).ToBeVisibleAsync();
        Assert.Equal(2, await page.Locator(".lanes rect").CountAsync());
        Assert.Equal("08:00–12:00 Present (Hotline)", await page.Locator(".lanes rect title").First.TextContentAsync());
        Assert.Equal("33.333%", await page.Locator(".lanes rect").First.GetAttributeAsync("x"));
        await page.GetByText("As a table").ClickAsync();
        await Expect(page.Locator("#activities tbody tr").Nth(1)).ToContainTextAsync("12:00");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next day" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("No agent data are stored for this day.");
    }

    [Fact]
    public async Task Coverage_tells_since_when_there_are_no_data()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        await FillAsync(site, "Hotline");
        var page = await site.OpenSignedInAsync();

        await page.GotoAsync("/coverage");
        var rows = page.Locator("main tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("none in the last 400 days");
        await Expect(rows.Nth(1)).ToContainTextAsync("Fri 27 Feb 2026");
        await Expect(rows.Nth(1)).ToContainTextAsync("for 2 days");

        await site.Administrator.UploadCallDataAsync(
            Upload("Hotline", (await site.Administrator.GetQueuesAsync(Cancellation))[0], new(2026, 3, 1)), "again", Cancellation);
        await page.ReloadAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.Nth(1)).ToContainTextAsync("up to date");
    }

    /// <summary>Puts something on every page, under a name, and gives back their addresses.</summary>
    private static async Task<IReadOnlyList<string>> FillAsync(ConsoleSite site, string name)
    {
        // Names of queues and external systems have characters of their own that they must not have.
        var queueName = name.Replace('/', '|');
        var systemName = string.Concat(name.Split(':', '=', '[', ']'));
        var client = site.Administrator;
        await client.CreateExternalSystemAsync(new() { Name = systemName, Type = ExternalSystemType.Csv, PhoneLink = true, TimeLink = true }, Cancellation);
        var queue = await client.CreateQueueAsync(new() { Name = queueName, ValueTypes = ["Calls " + name, "AHT"] }, Cancellation);
        await client.CreateQueueAsync(new() { Name = "Below", ParentId = queue.Id, ValueTypes = [] }, Cancellation);
        await client.UploadCallDataAsync(Upload(systemName, queue, new(2026, 2, 27)), "calls", Cancellation);
        await client.CreateEmployeeAsync(new() { Name = "Employee " + name, ExternalIds = [new() { ExternalSystem = systemName, ExternalId = "1" }] }, Cancellation);
        var activity = await client.CreateActivityAsync(new() { Name = "Break " + name, ExternalActivities = [new() { ExternalSystem = systemName, ExternalId = "2" }] }, Cancellation);
        Assert.NotEqual(WfmActivity.PresentId, activity.Id);
        await client.UploadAgentStatusAsync(
            new()
            {
                ExternalSystem = systemName,
                Day = new(2026, 2, 27),
                ExternalActivities = [new() { ExternalSystem = systemName, ExternalId = "1", Description = name }],
                Activities =
                [
                    new() { AgentId = "1", ActivityId = "1", Start = Time("08:00"), End = Time("12:00") }, new() { AgentId = "1", ActivityId = "2", Start = Time("12:00"), End = Time("12:30") },
                ],
            },
            "agents",
            Cancellation);
        WfmImportRun run = await client.ReportImportRunAsync(
            new()
            {
                RunId = Guid.NewGuid(),
                Kind = ImportRunKind.CallData,
                ExternalSystem = systemName,
                Computer = name,
                FirstDay = new(2026, 2, 27),
                Days = 1,
                Start = Time("23:00"),
                DurationMilliseconds = 1500,
                Outcome = ImportRunOutcome.Failed,
                RowsRead = 1234,
                RowsSkipped = 1,
                Warnings = ["Warning " + name],
                Errors = ["Error " + name],
            },
            Cancellation);
        var user = await client.CreateUserAsync(new() { UserName = "locked", LastName = name, Password = "pass word" }, Cancellation);
        for (var i = 0; i < 5; i++)
        {
            await site.Server.SendAsync("POST", "/api/v1/tokens", """{"login":"locked","password":"wrong"}""");
        }

        var curve = string.Create(CultureInfo.InvariantCulture, $"/queues/{queue.Id}/value-types/{queue.ValueTypes[0].Id}");
        return
        [
            "/", "/queues", curve, curve + "?day=2026-02-27&view=week", "/agents?day=2026-02-27", "/external-systems", "/import-runs",
            string.Create(CultureInfo.InvariantCulture, $"/import-runs/{run.Id}"), "/coverage?all=true", "/users",
            string.Create(CultureInfo.InvariantCulture, $"/users/{user.Id}/password"), "/import-runs/987654321",
        ];
    }

    private static CallDataUpload Upload(string system, WfmQueue queue, NodaTime.LocalDate day) => new()
    {
        ExternalSystem = system,
        Vectors = [new() { QueueId = queue.Id, ValueTypeId = queue.ValueTypes[0].Id, Day = day, IntervalMinutes = 15, Values = [.. Enumerable.Range(0, 96).Select(i => i is > 30 and < 60 ? i * 100 : DayVector.NoData)] }],
    };

    private static DateTimeOffset Time(string time) => DateTimeOffset.Parse("2026-02-27T" + time + ":00+01:00", CultureInfo.InvariantCulture);

    private static string Name(string address) => string.Concat(address.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'));

    private static string Describe(AxeResultItem violation) => string.Join("; ", violation.Nodes.Select(node => node.Html + " (" + string.Join(", ", node.Any.Select(check => check.Message)) + ")"));
}
