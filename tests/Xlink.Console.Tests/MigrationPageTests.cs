using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xlink.Migration;
using Xlink.Server.Tests;
using Xlink.Targets.Comparison;

namespace Xlink.Console.Tests;

/// <summary>The page of <c>Get-XlinkMigrationReport</c> in a browser.</summary>
public sealed class MigrationPageTests(BrowserFixture browser)
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;";

    [Fact]
    public async Task The_page_of_a_migration_report_is_whole_asks_nobody_and_runs_nothing()
    {
        var chromium = browser.Browser;
        using var folder = new TemporaryFolder();
        folder.Write(
            "isps_ul.ini",
            $"[DB]\n1=WFM,0,x,y\n[{Hostile}]\nSource=acd\nPwd=geheim\nSeparatorCharacter=3\nHeaderLines=1\nGroupColumn=1\nDateColumn=2\nTimeColumn=3\nDateOrder=dmy\nInterval=15\n"
            + "ColumnNames=Queue;Date;Time;Offered\nGroups=A;B\n");
        folder.Write("isps.cfg", "[IES System WFM]\nName=\"WFM\"\nUrl=\"iwfm://localhost:1\"\n");
        folder.Write("acd_map.ini", $"WFM:1:2:1001={Hostile}:A:Offered\nWFM:1:2:1001={Hostile}:B:Offered\nWFM:1:2:1001=$1.BAS\nOld:1:3:1001={Hostile}:A:Offered\n");
        folder.Write("$1.BAS", "Sub Main()\n  If Weekday = 1 Then Result = 0 Else Result = (Para1 + Para2) * 100\nEnd Sub\n");
        folder.Write("$2.BAS", "Sub Main()\n  Result = Para1 *\nEnd Sub\n");
        var report = MigrationAnalysis.Run(folder.FullPath) with { ParallelRun = Compare() };
        var file = folder.Combine("report.html");
        MigrationReportPage.Write(report, file);

        await using var context = await chromium.NewContextAsync(new() { Locale = "en-GB", ViewportSize = new() { Width = 1280, Height = 860 } });
        var page = await context.NewPageAsync();
        List<string> requests = [];
        List<string> complaints = [];
        page.Request += (_, request) => requests.Add(request.Url);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Dialog += (_, dialog) =>
        {
            complaints.Add(dialog.Message);
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync(new Uri(file).AbsoluteUri, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Equal(new Uri(file).AbsoluteUri, Assert.Single(requests));
        Assert.Empty(complaints);
        Assert.Equal(0, await page.Locator("script, img, link").CountAsync());
        Assert.Equal(report.Steps.Count, await page.Locator("#steps tbody tr").CountAsync());
        Assert.Equal(Hostile, await page.Locator("#systems tbody tr td").First.TextContentAsync());
        Assert.Equal(report.Mappings.Count, await page.Locator("#mappings tbody tr").CountAsync());
        Assert.Equal(["$1.BAS", "$2.BAS"], await page.Locator("#scripts tbody tr td:first-child").AllTextContentsAsync());
        Assert.Equal(report.DeadConfiguration.Count, await page.Locator("#dead tbody tr").CountAsync());
        Assert.Equal(1, await page.Locator("#passwords tbody tr").CountAsync());
        Assert.Equal(2, await page.Locator("#differences tbody tr").CountAsync());

        // The picture is drawn, not only there: both curves have a size.
        Assert.Equal(1, await page.Locator("svg").CountAsync());
        Assert.All(await page.Locator("svg polyline").EvaluateAllAsync<double[]>("lines => lines.map(line => line.getBBox().width)"), width => Assert.True(width > 0));
        Assert.DoesNotContain("geheim", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Directory.CreateDirectory(BrowserFixture.ScreenshotFolder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(BrowserFixture.ScreenshotFolder, "migration-report.png"), FullPage = true });
        Assert.Empty(await FindViolationsAsync(chromium, file));
    }

    // The page allows no script, not even that of the check.
    private static async Task<IReadOnlyList<string>> FindViolationsAsync(IBrowser chromium, string file)
    {
        await using var context = await chromium.NewContextAsync(new() { BypassCSP = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        var result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        return [.. result.Violations.Select(violation => violation.Id + ": " + string.Join(", ", violation.Nodes.Select(node => node.Html)))];
    }

    private static ParallelRun Compare() => new()
    {
        Reference = "old",
        Difference = Hostile,
        FirstDay = new DateTime(2026, 11, 16, 0, 0, 0, DateTimeKind.Unspecified),
        Days = 1,
        Series =
        [
            new()
            {
                Queue = Hostile,
                ValueType = "Calls",
                Intervals =
                [
                    .. Enumerable.Range(0, 40).Select(i => new IntervalDifference
                    {
                        Queue = Hostile,
                        ValueType = "Calls",
                        Interval = TimeSpan.FromMinutes(15),
                        Start = DateTimeOffset.Parse("2026-11-16T08:00+01:00", CultureInfo.InvariantCulture).AddMinutes(15 * i),
                        ReferenceStart = DateTimeOffset.Parse("2026-11-16T08:00+01:00", CultureInfo.InvariantCulture).AddMinutes(15 * i),
                        ReferenceValue = i % 13,
                        DifferenceValue = i is 7 or 20 ? 20 : i % 13,
                        State = i is 7 or 20 ? IntervalState.Different : IntervalState.Equal,
                    }),
                ],
            },
        ],
    };
}
