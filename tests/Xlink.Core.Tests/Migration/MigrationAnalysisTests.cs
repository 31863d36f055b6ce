using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using NodaTime;
using Xlink.Core.Tests.Diagnosis;
using Xlink.Core.Tests.Targets.Comparison;
using Xlink.Migration;
using Xlink.Scripting.Classification;
using Xlink.Targets;
using Xlink.Targets.CloudLink;
using Xlink.Targets.Comparison;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Migration;

public sealed class MigrationAnalysisTests : IDisposable
{
    private const string Hostile = "<script>alert(\"1\")</script>'&";

    private readonly CheckedSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void What_only_adds_up_moves_one_to_one()
    {
        var report = MigrationAnalysis.Run(site.Path);

        var system = Assert.Single(report.ExternalSystems);
        Assert.Equal(
            ("CSV", @"..\acd", 15, 2, true, true, false, MigrationVerdict.OneToOne),
            (system.Name, system.Source, system.IntervalMinutes, system.Mappings, system.CloudLink, system.CsvIntegration, system.DatabaseIntegration, system.Verdict));
        Assert.Equal([MigrationVerdict.OneToOne, MigrationVerdict.OneToOne], report.Mappings.Select(mapping => mapping.Verdict));
        Assert.Equal(["CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_EN_IN:CallsOffered"], report.Mappings[0].Sources);
        var script = Assert.Single(report.Scripts);
        Assert.Equal(("$1.BAS", ScriptClass.PlainSum, 1, MigrationVerdict.OneToOne), (script.FileName, script.Class, script.Mappings, script.Verdict));
        Assert.Empty(report.DeadConfiguration);
        Assert.Empty(report.PlainPasswords);
        Assert.Single(report.Unchecked);
        Assert.Equal(Enumerable.Range(1, report.Steps.Count), report.Steps.Select(step => step.Number));
    }

    [Theory]
    [InlineData("If Weekday = 1 Then Result = 0 Else Result = (Para1 + Para2) * 100", ScriptClass.TimeFilter)]
    [InlineData("If Para2 > 0 Then Result = Para1 / Para2 * 100", ScriptClass.Average)]
    [InlineData("Result = (Para1 - Para2) * 100", ScriptClass.OwnLogic)]
    [InlineData("Result = (Para1", ScriptClass.Invalid)]
    public void What_a_script_computes_otherwise_needs_a_decision(string body, ScriptClass expected)
    {
        site.Files.Write("Xlink/$1.BAS", $"Sub Main()\n{body}\nEnd Sub\n");

        var report = MigrationAnalysis.Run(site.Path);

        Assert.Equal((expected, MigrationVerdict.Decision), (report.Scripts[0].Class, report.Scripts[0].Verdict));
        Assert.Equal((expected, MigrationVerdict.Decision), (report.Mappings[0].Class, report.Mappings[0].Verdict));
        Assert.Contains("$1.BAS", report.Mappings[0].Reasons[0], StringComparison.Ordinal);
        Assert.Equal(MigrationVerdict.OneToOne, report.Mappings[1].Verdict);
        Assert.Equal((true, false, MigrationVerdict.Decision), (report.ExternalSystems[0].CloudLink, report.ExternalSystems[0].CsvIntegration, report.ExternalSystems[0].Verdict));
    }

    [Fact]
    public void A_script_that_is_missing_needs_a_decision()
    {
        File.Delete(site.Files["Xlink/$1.BAS"]);

        var report = MigrationAnalysis.Run(site.Path);

        Assert.Equal((null, MigrationVerdict.Decision), (report.Scripts[0].Class, report.Scripts[0].Verdict));
        Assert.Equal(MigrationVerdict.Decision, report.Mappings[0].Verdict);
    }

    [Fact]
    public void Dead_configuration_is_listed_with_its_place()
    {
        site.Add("isps_ul.ini", CheckedSite.Database);
        site.Files.Write("Xlink/$2.bas", "Sub Main()\nEnd Sub\n");
        site.Add("acd_map.ini", "Old:1:4:1001=CSV:UHD_DE_IN:CallsOffered\nWFM:1:5:1001=Gone:Queue:Calls\nWFM:1:6:1001=CSV:Gone:CallsOffered");
        Directory.Delete(site.Files["acd"], recursive: true);

        var report = MigrationAnalysis.Run(site.Path);

        Assert.Equal(
            [
                (DeadConfigurationKind.Mapping, "Old:1:4:1001"), (DeadConfigurationKind.Mapping, "WFM:1:5:1001"), (DeadConfigurationKind.Mapping, "WFM:1:6:1001"),
                (DeadConfigurationKind.ExternalSystem, "ACD"), (DeadConfigurationKind.Script, "$2.bas"), (DeadConfigurationKind.Source, "CSV"),
            ],
            report.DeadConfiguration.Select(item => (item.Kind, item.Name)));
        Assert.Equal([5, 6, 7], report.DeadConfiguration.Take(3).Select(item => item.Line));
        Assert.All(report.DeadConfiguration, item => Assert.NotEmpty(item.Reason));
        Assert.Equal(MigrationVerdict.Dead, report.Scripts.Single(script => script.FileName == "$2.bas").Verdict);
    }

    [Fact]
    public void A_server_tells_names_and_what_it_does_not_have_any_more()
    {
        site.Servers["WFM"] = new ServerInventory
        {
            Queues = [new() { Id = 2, ParentId = 1, Name = "Hotline", Path = "Hotline", ValueTypes = [new() { Id = 1001, Name = "Calls" }] }],
            ExternalSystems = [],
        };

        var report = MigrationAnalysis.Run(site.Path, site.Servers, []);

        Assert.Equal(
            ("Hotline", "Calls", ContactRole.Offered, MigrationVerdict.Decision),
            (report.Mappings[0].Queue, report.Mappings[0].ValueType, report.Mappings[0].Role, report.Mappings[0].Verdict));
        Assert.Contains("Answered", Assert.Single(report.Mappings[0].Reasons), StringComparison.Ordinal);
        Assert.Equal((null, MigrationVerdict.Dead), (report.Mappings[1].Queue, report.Mappings[1].Verdict));
        Assert.Equal(
            [(DeadConfigurationKind.Mapping, "WFM:2:3:1002"), (DeadConfigurationKind.Section, "CSV")], report.DeadConfiguration.Select(item => (item.Kind, item.Name)));
        Assert.Empty(report.Unchecked);
    }

    [Fact]
    public void Roles_come_from_the_names_of_the_server_also_as_it_was_when_it_was_reached_last()
    {
        WfmQueue queue = new()
        {
            Id = 2,
            ParentId = 1,
            Name = "Hotline",
            Path = "Service/Hotline",
            ValueTypes = [new() { Id = 1001, Name = "Calls offered" }, new() { Id = 1002, Name = "Calls handled" }],
        };
        site.Add("acd_map.ini", "WFM:1:2:1002=CSV:UHD_DE_IN:CallsHandled");
        new ServerSnapshot { ServerEntry = "WFM", TimeZone = "Europe/Berlin", Queues = [queue], ExternalSystems = [] }.Save(site.Path);

        var report = MigrationAnalysis.Run(site.Path);

        Assert.Equal(
            [
                ("Service/Hotline", "Calls offered", ContactRole.Offered, MigrationVerdict.OneToOne),
                (null, null, null, MigrationVerdict.OneToOne),
                ("Service/Hotline", "Calls handled", ContactRole.Answered, MigrationVerdict.OneToOne),
            ],
            report.Mappings.Select(mapping => (mapping.Queue, mapping.ValueType, mapping.Role, mapping.Verdict)));
        Assert.Single(report.Unchecked);
    }

    [Fact]
    public async Task A_parallel_run_that_cannot_be_compared_is_told_in_the_report()
    {
        var report = await MigrationAnalysis.AddParallelRunAsync(
            MigrationAnalysis.Run(site.Path), new LocalDate(2026, 11, 16), 1, directory: null, _ => { }, TestContext.Current.CancellationToken);

        Assert.Null(report.ParallelRun);
        Assert.Equal(2, report.Unchecked.Count);
    }

    [Fact]
    public void Several_external_systems_or_interval_lengths_of_a_target_need_a_decision()
    {
        site.Add("isps_ul.ini", CheckedSite.Database.Replace("Interval=15", "Interval=30", StringComparison.Ordinal));
        site.Add("acd_map.ini", "WFM:2:3:1002=ACD:Hotline:offered");

        var mapping = MigrationAnalysis.Run(site.Path).Mappings[1];

        Assert.Equal(MigrationVerdict.Decision, mapping.Verdict);
        Assert.Equal(2, mapping.Reasons.Count);
        Assert.Contains("CSV, ACD", mapping.Reasons[0], StringComparison.Ordinal);
        Assert.Contains("15, 30", mapping.Reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_is_one_for_the_database_integration_as_far_as_a_query_goes()
    {
        site.Add("isps_ul.ini", CheckedSite.Database);
        site.Add("acd_map.ini", "WFM:1:9:1001=ACD:Hotline:offered\nWFM:1:9:1002=ACD:Hotline:handled\nWFM:1:9:1003=ACD:Hotline:handled\nWFM:1:9:1003=$2.BAS");
        site.Files.Write("Xlink/$2.BAS", "Sub Main()\n  If Para1 > 5 Then Result = Para1 * 100\nEnd Sub\n");
        new ServerSnapshot
        {
            ServerEntry = "WFM",
            TimeZone = "Europe/Berlin",
            ExternalSystems = [],
            Queues =
            [
                new()
                {
                    Id = 9, ParentId = 1, Name = "Hotline", Path = "Hotline",
                    ValueTypes = [new() { Id = 1001, Name = "Offered" }, new() { Id = 1002, Name = "Handled" }, new() { Id = 1003, Name = "Total handling time" }],
                },
            ],
        }.Save(site.Path);

        var report = MigrationAnalysis.Run(site.Path);

        var database = report.ExternalSystems.Single(system => system.Name == "ACD");
        Assert.Equal((true, true, false), (database.CloudLink, database.DatabaseIntegration, database.CsvIntegration));
        Assert.Contains(database.QueryLimitations, limitation => limitation.StartsWith("WFM:1:9:1003: ", StringComparison.Ordinal));
        Assert.Contains(report.Steps, step => step.Command == "ConvertTo-XlinkDatabaseIntegration" && step.Count == 1);
        Assert.Empty(report.ExternalSystems[0].QueryLimitations);
    }

    [Fact]
    public void A_plain_password_is_named_but_never_shown()
    {
        site.Add("isps_ul.ini", CheckedSite.Database + "Password=geheim1\n[Other]\nConnectionString=Driver=x;Server=db;UID=u;PWD=geheim2\n"
            + CheckedSite.Database[(CheckedSite.Database.IndexOf("QueueSQL", StringComparison.Ordinal))..]);

        var report = MigrationAnalysis.Run(site.Path);

        Assert.Equal([("ACD", "Password"), ("Other", "ConnectionString")], report.PlainPasswords.Select(password => (password.Section, password.Key)));
        Assert.DoesNotContain("geheim", MigrationReportPage.ToHtml(report), StringComparison.Ordinal);
        Assert.Contains(report.Steps, step => step.Command == "Test-XlinkConfiguration -Fix" && step.Count == 2);
    }

    [Fact]
    public void An_installation_with_unreadable_files_still_gives_a_report()
    {
        File.Delete(site.Files["Xlink/acd_map.ini"]);
        File.Delete(site.Files["Xlink/isps_ul.ini"]);
        site.Files.Write("Xlink/isps_uls.exe");

        var report = MigrationAnalysis.Run(site.Path);

        Assert.True(report.Unchecked.Count >= 2);
        Assert.Equal([("$1.BAS", MigrationVerdict.Dead)], report.Scripts.Select(script => (script.FileName, script.Verdict)));
        Assert.NotEmpty(MigrationReportPage.ToHtml(report));
    }

    [Fact]
    public void Looking_changes_nothing()
    {
        var before = Directory.GetFiles(site.Path).Order(StringComparer.Ordinal).Select(path => (path, Convert.ToHexString(File.ReadAllBytes(path)))).ToList();

        MigrationReportPage.ToHtml(MigrationAnalysis.Run(site.Path));

        Assert.Equal(before, Directory.GetFiles(site.Path).Order(StringComparer.Ordinal).Select(path => (path, Convert.ToHexString(File.ReadAllBytes(path)))));
    }

    [Fact]
    public async Task What_the_new_target_has_no_place_for_is_no_difference_and_what_it_lacks_is()
    {
        var day = new LocalDate(2026, 11, 16);
        var run = await ParallelRun.CompareAsync(
            new IntervalComparison
            {
                Reference = new FakeSide().With("Hotline", "Calls", "2026-11-16T08:00+01:00", 4).With("Hotline", "Lost", "2026-11-16T08:00+01:00", 1)
                    .With("Of others", "Calls", "2026-11-16T08:00+01:00", 9),
                Difference = new FakeSide().With("Unknown", "offered", "2026-11-16T08:00+01:00", 2),
                ReferenceDay = day,
                DifferenceDay = day,
            },
            (queue, valueType) => (queue, valueType) == ("Hotline", "Calls"),
            _ => { },
            TestContext.Current.CancellationToken);

        Assert.Equal([("Hotline", "Calls", IntervalState.OnlyReference), ("Unknown", "offered", IntervalState.OnlyDifference)],
            run.Differences.Select(interval => (interval.Queue, interval.ValueType, interval.State)));
    }

    [Fact]
    public async Task The_page_is_one_document_in_which_names_stay_text()
    {
        site.Edit("isps_ul.ini", "[CSV]", $"[{Hostile}]");
        site.Files.Write("Xlink/acd_map.ini", site.Read("acd_map.ini").Replace("=CSV:", $"={Hostile}:", StringComparison.Ordinal));
        var day = new LocalDate(2026, 11, 16);
        var run = await ParallelRun.CompareAsync(
            new IntervalComparison
            {
                Reference = new FakeSide().With(Hostile, "Calls", "2026-11-16T08:00+01:00", 4).With(Hostile, "Calls", "2026-11-16T08:15+01:00", 1234.5m)
                    .With("Un\u0001paired \ud800", "Calls", "2026-11-16T08:00+01:00", 1),
                Difference = new FakeSide().With(Hostile, "Calls", "2026-11-16T08:00+01:00", 4),
                ReferenceDay = day,
                DifferenceDay = day,
            },
            (_, _) => true,
            _ => { },
            TestContext.Current.CancellationToken);

        var html = MigrationReportPage.ToHtml(MigrationAnalysis.Run(site.Path) with { ParallelRun = run });

        var page = XDocument.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]);
        Assert.Empty(page.Descendants("script"));
        Assert.Contains(page.Descendants("td"), cell => cell.Value == Hostile);
        Assert.Equal(run.Series.Count, page.Descendants("svg").Count());
        Assert.Equal(
            ["days", "differences", "mappings", "scripts", "steps", "systems"], page.Descendants("table").Select(table => (string)table.Attribute("id")!).Order(StringComparer.Ordinal));
        Assert.Equal(2, page.Descendants("table").Single(table => (string)table.Attribute("id")! == "differences").Descendants("tbody").Elements().Count());
        Assert.DoesNotContain("://", html.Replace("iwfm", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_speaks_the_users_language_and_writes_numbers_as_the_users_culture_does()
    {
        var (culture, language) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
            var report = MigrationAnalysis.Run(site.Path) with
            {
                ParallelRun = new()
                {
                    Reference = "alt",
                    Difference = "neu",
                    FirstDay = new DateTime(2026, 11, 16, 0, 0, 0, DateTimeKind.Unspecified),
                    Days = 1,
                    Series =
                    [
                        new()
                        {
                            Queue = "Hotline",
                            ValueType = "Anrufe",
                            Intervals =
                            [
                                new()
                                {
                                    Queue = "Hotline", ValueType = "Anrufe", Interval = TimeSpan.FromMinutes(15), State = IntervalState.Different,
                                    Start = new(2026, 11, 16, 8, 0, 0, TimeSpan.FromHours(1)), ReferenceStart = new(2026, 11, 16, 8, 0, 0, TimeSpan.FromHours(1)),
                                    ReferenceValue = 1234.5m, DifferenceValue = 1000,
                                },
                            ],
                        },
                    ],
                },
            };

            var html = MigrationReportPage.ToHtml(report);

            Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"de\">", html, StringComparison.Ordinal);
            Assert.Contains("Vorgeschlagene Reihenfolge", html, StringComparison.Ordinal);
            Assert.Contains(">1.234,5<", html, StringComparison.Ordinal);
            Assert.Contains(">-234,5<", html, StringComparison.Ordinal);
            Assert.Contains(">16.11.2026 08:00<", html, StringComparison.Ordinal);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
        }
    }

    [Fact]
    public void A_gap_in_a_curve_is_an_interval_without_data()
    {
        var start = new DateTimeOffset(2026, 11, 16, 8, 0, 0, TimeSpan.FromHours(1));
        IReadOnlyList<IntervalDifference> intervals =
        [
            .. new (decimal? Old, decimal? New)[] { (1, 1), (2, 2), (null, 3), (4, 4) }.Select((pair, index) => new IntervalDifference
            {
                Queue = "Q", ValueType = "V", Interval = null, Start = start.AddMinutes(15 * index), ReferenceStart = start.AddMinutes(15 * index),
                ReferenceValue = pair.Old, DifferenceValue = pair.New, State = pair.Old is null ? IntervalState.OnlyDifference : IntervalState.Equal,
            }),
        ];

        var drawing = CurveDrawing.Draw(intervals, "label", CultureInfo.InvariantCulture);

        Assert.Equal([2, 2], drawing.Elements("polyline").Where(line => (string)line.Attribute("class")! == "old").Select(line => ((string)line.Attribute("points")!).Split(' ').Length));
        Assert.Equal([4], drawing.Elements("polyline").Where(line => (string)line.Attribute("class")! == "new").Select(line => ((string)line.Attribute("points")!).Split(' ').Length));
        Assert.Single(drawing.Elements("rect"));
    }
}
