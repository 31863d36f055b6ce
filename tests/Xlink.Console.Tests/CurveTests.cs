using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Xlink.Console.Tests;

public sealed class CurveTests(BrowserFixture browser)
{
    private const string Rows =
        "UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_DE_IN;23.12.2014;08:15;3;1;180\nUHD_DE_IN;23.12.2014;09:00;7;6;150\n"
        + "UHD_DE_IN;16.12.2014;08:15;5;4;100\nUHD_DE_IN;16.12.2014;08:45;2;2;100\n";

    [Fact]
    public async Task The_curve_of_an_imported_day_has_the_imported_values_and_those_of_the_week_before()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var importing = await Importing.ConfigureAsync(site);
        importing.Deliver("calls.csv", Rows);
        await importing.RunAsync(Importing.Day.PlusDays(-7), days: 8);
        Assert.Empty(importing.Failures);
        var page = await site.OpenSignedInAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Queues", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.List, new() { Name = "Value types of Hotline" }).GetByText("Calls").ClickAsync();
        await page.GetByLabel("Date").FillAsync("2014-12-23");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(page.Locator(".plot canvas")).ToBeVisibleAsync();
        Assert.Equal("08:00=1/- 08:15=3/5 08:45=-/2 09:00=7/-", await DrawnAsync(page));
        Assert.Equal(96, await page.EvaluateAsync<int>("document.querySelector('.plot').values().shown.length"));
        Assert.Equal(["08:00", "1", "–", ""], await RowAsync(page, "08:00"));
        Assert.Equal(["08:15", "3", "5", "−2"], await RowAsync(page, "08:15"));
        Assert.Equal(["08:30", "–", "–", ""], await RowAsync(page, "08:30"));
        Assert.Contains("3 of 96", await page.GetByRole(AriaRole.Table, new() { Name = "In figures" }).InnerTextAsync(), StringComparison.Ordinal);
        await ConsoleSite.KeepPictureAsync(page, "curve-day");
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task No_data_is_a_gap_and_0_is_a_value()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var importing = await Importing.ConfigureAsync(site);
        importing.Deliver("calls.csv", Rows);
        await importing.RunAsync();
        var page = await site.OpenSignedInAsync();

        await page.GotoAsync(Address(importing, importing.Handled, "?day=2014-12-23"));

        Assert.Equal("08:00=0/- 08:15=1/- 09:00=6/-", await DrawnAsync(page));
        Assert.Equal("0", (await RowAsync(page, "08:00"))[1]);
        Assert.Equal("–", (await RowAsync(page, "07:45"))[1]);
    }

    [Fact]
    public async Task A_week_goes_from_Monday_to_Sunday_and_its_days_stand_beside_the_same_weekdays()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var importing = await Importing.ConfigureAsync(site);
        importing.Deliver("calls.csv", Rows);
        await importing.RunAsync(Importing.Day.PlusDays(-7), days: 8);
        var page = await site.OpenSignedInAsync();

        await page.GotoAsync(Address(importing, importing.Calls, "?day=2014-12-25"));
        await Expect(page.Locator("#no-data")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Week", Exact = true }).ClickAsync();

        await Expect(page.Locator("#curve")).ToHaveTextAsync("Mon 22 Dec 2014 – Sun 28 Dec 2014");
        Assert.Equal(7 * 96, await page.Locator("#values tr[data-value]").CountAsync());
        Assert.Equal("08:00=1/- 08:15=3/5 08:45=-/2 09:00=7/-", await DrawnAsync(page));
        await ConsoleSite.KeepPictureAsync(page, "curve-week");
        await page.GetByRole(AriaRole.Link, new() { Name = "Previous week" }).ClickAsync();
        await Expect(page.Locator("#curve")).ToHaveTextAsync("Mon 15 Dec 2014 – Sun 21 Dec 2014");
        Assert.Equal("08:15=5/- 08:45=2/-", await DrawnAsync(page));
    }

    [Fact]
    public async Task Days_with_a_clock_change_compare_the_same_times()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var importing = await Importing.ConfigureAsync(site);
        var autumn = new LocalDate(2014, 10, 26);
        await UploadAsync(site, importing, autumn, [.. Enumerable.Range(0, 100).Select(i => i * 100)]);
        await UploadAsync(site, importing, autumn.PlusDays(-7), [.. Enumerable.Range(0, 96).Select(i => i * 100)]);
        var page = await site.OpenSignedInAsync();

        await page.GotoAsync(Address(importing, importing.Calls, "?day=2014-10-26"));
        Assert.Equal(100, await page.Locator("#values tr[data-value]").CountAsync());
        Assert.Equal(["02:00 (+02:00)", "8", "8", "0"], await RowAsync(page, "02:00 (+02:00)"));
        Assert.Equal(["02:00 (+01:00)", "12", "–", ""], await RowAsync(page, "02:00 (+01:00)"));
        Assert.Equal(["23:45", "99", "95", "+4"], await RowAsync(page, "23:45"));

        await page.GotoAsync(Address(importing, importing.Calls, "?day=2014-11-02"));
        Assert.Equal(["02:00", "–", "8", ""], await RowAsync(page, "02:00"));
        Assert.Equal(["23:45", "–", "99", ""], await RowAsync(page, "23:45"));
    }

    [Fact]
    public async Task Without_a_day_the_latest_with_data_is_shown()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var importing = await Importing.ConfigureAsync(site);
        await UploadAsync(site, importing, new(2026, 2, 20), [.. Enumerable.Repeat(100, 96)]);
        var page = await site.OpenSignedInAsync();

        await page.GotoAsync(Address(importing, importing.Calls));

        await Expect(page.Locator("#curve")).ToHaveTextAsync("Fri 20 Feb 2026");
    }

    [Fact]
    public async Task Without_JavaScript_the_table_has_everything()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var importing = await Importing.ConfigureAsync(site);
        importing.Deliver("calls.csv", Rows);
        await importing.RunAsync();
        var page = await site.OpenSignedInAsync(options => options.JavaScriptEnabled = false);

        await page.GotoAsync(Address(importing, importing.Calls, "?day=2014-12-23"));
        await Expect(page.Locator(".plot")).ToBeHiddenAsync();
        await Expect(page.Locator("#values tr", new() { HasText = "08:15" }).Locator("td").First).ToHaveTextAsync("3");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next day" }).ClickAsync();
        await Expect(page.Locator("#curve")).ToHaveTextAsync("Wed 24 Dec 2014");
        await page.GetByRole(AriaRole.Button, new() { Name = "Deutsch" }).ClickAsync();
        await Expect(page.Locator("#curve")).ToHaveTextAsync("Mi, 24. Dez. 2014");
        await page.GetByRole(AriaRole.Button, new() { Name = "Abmelden" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Anmelden");
    }

    [Theory]
    [InlineData("?day=2014-02-30")]
    [InlineData("?day=9999-01-01")]
    [InlineData("?day=1900-01-01")]
    [InlineData("?day=1900-01-02&view=week")]
    [InlineData("?day=2999-12-31&view=week")]
    [InlineData("?day=%3Cscript%3E")]
    public async Task A_strange_day_is_a_page_and_no_failure(string query)
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var importing = await Importing.ConfigureAsync(site);
        var page = await site.OpenSignedInAsync();

        var answer = await page.GotoAsync(Address(importing, importing.Calls, query));

        Assert.InRange(answer!.Status, 200, 499);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToBeEmptyAsync();
        Assert.Empty(site.Complaints);
    }

    private static string Address(Importing importing, int valueType, string query = "")
        => FormattableString.Invariant($"/queues/{importing.Queue.Id}/value-types/{valueType}{query}");

    private static Task UploadAsync(ConsoleSite site, Importing importing, LocalDate day, int[] values)
        => site.Administrator.UploadCallDataAsync(
            new()
            {
                ExternalSystem = "CSV",
                Vectors = [new() { QueueId = importing.Queue.Id, ValueTypeId = importing.Calls, Day = day, IntervalMinutes = 15, Values = values }],
            },
            Guid.NewGuid().ToString("N"),
            TestContext.Current.CancellationToken);

    /// <summary>What the chart has been given: intervals with a value in one of the two curves.</summary>
    private static Task<string> DrawnAsync(IPage page) => page.EvaluateAsync<string>(
        """
        () => {
          const { labels, shown, before } = document.querySelector('.plot').values();
          return labels.map((label, i) => shown[i] == null && before[i] == null ? null : `${label}=${shown[i] ?? '-'}/${before[i] ?? '-'}`).filter(text => text).join(' ');
        }
        """);

    /// <summary>The cells of the row of a time.</summary>
    private static async Task<string[]> RowAsync(IPage page, string time)
        => [.. await page.Locator("#values tr", new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = time, Exact = true }) }).Locator("th, td").AllInnerTextsAsync()];
}
