using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Xlink.Configuration.Keys;
using Xlink.Files;
using Xlink.Scripting.Classification;
using Xlink.Targets.Comparison;

namespace Xlink.Migration;

/// <summary>
/// A migration report as one HTML page that needs nothing else: no script, no picture, no request to anywhere. Texts are in the user's language, numbers and
/// dates in the user's culture. Names of a configuration are text, whatever they are.
/// </summary>
public sealed class MigrationReportPage
{
    // Browsers become slow with more, and nobody reads them; the objects have all.
    private const int MostCurves = 100;
    private const int MostDifferences = 500;

    // No ">" or "&": in a style element they would not be read as they are written.
    private const string Style = """
        :root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a; --card: #f6f8fa; --rule: #d0d7de; --good: #1a7f37; --warn: #9a6700; --bad: #cf222e; --line: #0969da; }
        @media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9198a1; --card: #161b22; --rule: #30363d; --good: #3fb950; --warn: #d29922; --bad: #f85149; --line: #4493f8; } }
        body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 1rem 0 .2rem; } code, small, caption { color: var(--soft); } code { white-space: nowrap; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } caption { text-align: left; } th, td { border-bottom: 1px solid var(--rule); padding: .3rem .6rem; text-align: left; vertical-align: top; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; } td ul { margin: 0; padding-left: 1rem; } .wrap { overflow-wrap: anywhere; }
        .good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
        .note { background: var(--card); border-left: .4rem solid var(--warn); border-radius: .4rem; padding: .6rem 1rem; }
        figure { margin: .5rem 0 1.5rem; } svg { width: 100%; max-width: 60rem; height: auto; background: var(--card); }
        polyline { fill: none; stroke-width: 1.5; stroke-linecap: round; vector-effect: non-scaling-stroke; } .old { stroke: var(--soft); stroke-dasharray: 4 3; } .new { stroke: var(--line); }
        .differs { fill: var(--bad); opacity: .35; } text { fill: var(--soft); font-size: 10px; }
        @media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr, figure { break-inside: avoid; } }
        """;

    private readonly MigrationReport report;
    private readonly CultureInfo culture = CultureInfo.CurrentCulture;

    private MigrationReportPage(MigrationReport report) => this.report = report;

    /// <summary>Makes the page.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The HTML.</returns>
    public static string ToHtml(MigrationReport report)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n");
        var page = new MigrationReportPage(report ?? throw new ArgumentNullException(nameof(report))).Page();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment }))
        {
            page.WriteTo(writer);
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Writes the page into a file, in one step.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The file; one of the same name is replaced.</param>
    /// <exception cref="XlinkException"><c>FolderNotFound</c>, <c>FileAccessDenied</c>, <c>DiskFull</c> and the other errors of writing a file; it is as it was then.</exception>
    public static void Write(MigrationReport report, string path) => FileReplacement.Write(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(ToHtml(report)), expected: null);

    private XElement Page()
    {
        var title = MessageText.Format(nameof(Messages.MigrationPageTitle), report.Path);
        return new XElement(
            "html",
            new XAttribute("lang", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? "de" : "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement(
                    "meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'")),
                Element("title", title),
                Element("style", Style)),
            new XElement("body", new XElement(
                "main",
                Element("h1", title),
                Element("p", MessageText.Format(
                    nameof(Messages.MigrationPageMade), report.Created.DateTime.ToString("g", culture), report.Version is { Length: > 0 } version ? version : "–", report.Kind)),
                Summary(),
                Unchecked(),
                Section(Messages.MigrationPageSteps, "steps", Messages.MigrationPageNothing, report.Steps,
                    (Messages.MigrationPageNumber, step => Count(step.Number)),
                    (Messages.MigrationPageStep, step => Cell(step.Action)),
                    (Messages.MigrationPageCount, step => step.Count is { } count ? Count(count) : Cell(string.Empty)),
                    (Messages.MigrationPageCommand, step => Code(step.Command))),
                Section(Messages.MigrationPageSystems, "systems", Messages.MigrationPageNothing, report.ExternalSystems,
                    (Messages.MigrationPageName, system => Cell(system.Name)),
                    (Messages.MigrationPageInterface, system => Cell(NameOf(system.Interfaces))),
                    (Messages.MigrationPageSource, system => Cell(system.Source)),
                    (Messages.MigrationPageInterval, system => system.IntervalMinutes is { } minutes ? Count(minutes) : Cell("–")),
                    (Messages.MigrationPageTimeZone, system => Cell(system.TimeZone)),
                    (Messages.MigrationPageMappings, system => Count(system.Mappings)),
                    ("Cloud Link", system => YesOrNo(system.CloudLink)),
                    (Messages.MigrationPageCsv, system => YesOrNo(system.CsvIntegration)),
                    (Messages.MigrationPageDatabase, system => YesOrNo(system.DatabaseIntegration, system.QueryLimitations)),
                    (Messages.MigrationPageVerdict, system => Verdict(system.Verdict, system.Reasons))),
                Section(Messages.MigrationPageQueues, "mappings", Messages.MigrationPageNothing, report.Mappings,
                    (Messages.MigrationPageQueue, mapping => Cell(mapping.Queue ?? Id(mapping.QueueId))),
                    (Messages.MigrationPageValueType, mapping => Cell(mapping.ValueType ?? Id(mapping.ValueTypeId))),
                    (Messages.MigrationPageServer, mapping => Cell(mapping.ServerEntry)),
                    (Messages.MigrationPageMetrics, mapping => List(mapping.Sources)),
                    (Messages.MigrationPageScript, mapping => Code(mapping.Script ?? string.Empty)),
                    (Messages.MigrationPageClass, mapping => Cell(NameOf(mapping.Class))),
                    (Messages.MigrationPageRole, mapping => Cell(mapping.Role is { } role ? role.ToString() : "–")),
                    (Messages.MigrationPageVerdict, mapping => Verdict(mapping.Verdict, mapping.Reasons))),
                Section(Messages.MigrationPageScripts, "scripts", Messages.MigrationPageNothing, report.Scripts,
                    (Messages.MigrationPageScript, script => Code(script.FileName)),
                    (Messages.MigrationPageClass, script => Cell(NameOf(script.Class))),
                    (Messages.MigrationPageFormula, script => List(script.Formulas)),
                    (Messages.MigrationPageMappings, script => Count(script.Mappings)),
                    (Messages.MigrationPageVerdict, script => Verdict(script.Verdict, [script.Reason]))),
                Section(Messages.MigrationPageDead, "dead", Messages.MigrationPageNothing, report.DeadConfiguration,
                    (Messages.MigrationPageKind, item => Cell(NameOf(item.Kind))),
                    (Messages.MigrationPageName, item => Cell(item.Name)),
                    (Messages.MigrationPageFile, item => Cell(item.File)),
                    (Messages.MigrationPageLine, item => item.Line is { } line ? Count(line) : Cell(string.Empty)),
                    (Messages.MigrationPageReason, item => Cell(item.Reason))),
                Section(Messages.MigrationPagePasswords, "passwords", Messages.MigrationPageNothing, report.PlainPasswords,
                    (Messages.MigrationPageFile, password => Cell(password.File)),
                    (Messages.MigrationPageLine, password => password.Line is { } line ? Count(line) : Cell(string.Empty)),
                    (Messages.MigrationPageSection, password => Cell(password.Section)),
                    (Messages.MigrationPageKey, password => Cell(password.Key))),
                report.ParallelRun is { } run ? Parallel(run) : [])));
    }

    private XElement Summary() => Element("p", MessageText.Format(
        nameof(Messages.MigrationPageSummary),
        report.Mappings.Count,
        report.Mappings.Count(mapping => mapping.Verdict == MigrationVerdict.OneToOne),
        report.Mappings.Count(mapping => mapping.Verdict == MigrationVerdict.Decision),
        report.Mappings.Count(mapping => mapping.Verdict == MigrationVerdict.Dead)));

    private XElement? Unchecked() => report.Unchecked.Count == 0 ? null : new XElement(
        "div",
        new XAttribute("class", "note"), new XAttribute("id", "unchecked"),
        Element("strong", Messages.MigrationPageUnchecked),
        new XElement("ul", report.Unchecked.Select(text => Element("li", text))));

    private IEnumerable<XElement> Parallel(ParallelRun run)
    {
        var last = run.FirstDay.AddDays(run.Days - 1);
        yield return Element("h2", Messages.MigrationPageParallel);
        yield return Element("p", MessageText.Format(
            nameof(Messages.MigrationPageParallelRun), run.Reference, run.Difference, run.FirstDay.ToString("d", culture), last.ToString("d", culture), run.Intervals, run.Differences.Count));
        yield return Table("days", Messages.MigrationPageDays, [.. Days(run)],
            (Messages.MigrationPageDay, day => Cell(day.Day.ToString("d", culture))),
            (Messages.MigrationPageIntervals, day => Count(day.Intervals)),
            (Messages.MigrationPageDiffering, day => Count(day.Differing, day.Differing == 0 ? "good" : "bad")));
        foreach (var series in run.Series.OrderByDescending(series => series.Differences.Count).Take(MostCurves))
        {
            var label = MessageText.Format(nameof(Messages.MigrationPageCurve), series.Queue, series.ValueType, series.Intervals.Count, series.Differences.Count);
            yield return new XElement("figure", Element("figcaption", label), CurveDrawing.Draw(series.Intervals, Clean(label), culture));
        }

        if (run.Series.Count > MostCurves)
        {
            yield return Element("p", MessageText.Format(nameof(Messages.MigrationPageMoreCurves), MostCurves, run.Series.Count));
        }

        var differences = run.Differences;
        yield return Table("differences", Messages.MigrationPageDifferences, [.. differences.Take(MostDifferences)],
            (Messages.MigrationPageQueue, interval => Cell(interval.Queue)),
            (Messages.MigrationPageValueType, interval => Cell(interval.ValueType)),
            (Messages.MigrationPageBegin, interval => Cell(interval.Start.DateTime.ToString("g", culture))),
            (Messages.MigrationPageOld, interval => Value(interval.ReferenceValue)),
            (Messages.MigrationPageNew, interval => Value(interval.DifferenceValue)),
            (Messages.MigrationPageDifference, interval => Value(interval.Difference)));
        if (differences.Count > MostDifferences)
        {
            yield return Element("p", MessageText.Format(nameof(Messages.MigrationPageMoreDifferences), MostDifferences, differences.Count));
        }
    }

    private static IEnumerable<(DateTime Day, int Intervals, int Differing)> Days(ParallelRun run)
        => run.Series.SelectMany(series => series.Intervals).GroupBy(interval => interval.Start.Date).OrderBy(day => day.Key)
            .Select(day => (day.Key, day.Count(), day.Count(interval => interval.State != IntervalState.Equal)));

    private static XElement[] Section<T>(string title, string id, string nothing, IReadOnlyList<T> rows, params (string Title, Func<T, XElement> Cell)[] columns)
        => [new("h2", new XAttribute("id", id + "-title"), title), rows.Count == 0 ? Element("p", nothing) : Table(id, caption: null, rows, columns)];

    private static XElement Table<T>(string id, string? caption, IReadOnlyList<T> rows, params (string Title, Func<T, XElement> Cell)[] columns)
    {
        var cells = rows.Select(row => columns.Select(column => column.Cell(row)).ToList()).ToList();
        return new XElement(
            "div",
            new XAttribute("class", "scroll"), new XAttribute("role", "region"), new XAttribute("aria-labelledby", id + "-title"), new XAttribute("tabindex", "0"),
            new XElement(
                "table",
                new XAttribute("id", id),
                caption is null ? null : new XElement("caption", new XAttribute("id", id + "-title"), caption),
                new XElement("thead", new XElement("tr", columns.Select((column, index) => Header(column.Title, cells.Exists(row => IsNumber(row[index])))))),
                new XElement("tbody", cells.Select(row => new XElement("tr", row)))));
    }

    private static bool IsNumber(XElement cell) => ((string?)cell.Attribute("class"))?.StartsWith("number", StringComparison.Ordinal) == true;

    private static XElement Header(string title, bool isNumber)
        => new("th", new XAttribute("scope", "col"), isNumber ? new XAttribute("class", "number") : null, title);

    // An element without content would be written in a way that HTML reads as one that is never closed.
    private static XElement Element(string name, string text) => new(name, Clean(text));

    private static XElement Cell(string text) => new("td", new XAttribute("class", "wrap"), Clean(text));

    private static XElement Code(string text) => new("td", Element("code", text));

    private static XElement List(IReadOnlyList<string> items)
        => items.Count switch
        {
            0 => Cell(string.Empty),
            1 => Cell(items[0]),
            _ => new XElement("td", new XAttribute("class", "wrap"), new XElement("ul", items.Select(item => Element("li", item)))),
        };

    private static XElement Verdict(MigrationVerdict verdict, IReadOnlyList<string> reasons) => new(
        "td",
        new XAttribute("class", "wrap"),
        new XElement("strong", new XAttribute("class", verdict switch { MigrationVerdict.OneToOne => "good", MigrationVerdict.Decision => "warn", _ => "bad" }), verdict switch
        {
            MigrationVerdict.OneToOne => Messages.MigrationOneToOne,
            MigrationVerdict.Decision => Messages.MigrationDecision,
            _ => Messages.MigrationDead,
        }),
        reasons.Count == 0 ? null : new XElement("ul", reasons.Select(reason => Element("li", reason))));

    private static XElement YesOrNo(bool value, IReadOnlyList<string>? reasons = null) => new(
        "td",
        new XAttribute("class", "wrap"),
        value ? Messages.MigrationPageYes : Messages.MigrationPageNo,
        reasons is null or { Count: 0 } ? null : new XElement("ul", reasons.Select(reason => Element("li", reason))));

    private static string Id(int id) => "#" + id.ToString(CultureInfo.InvariantCulture);

    private static string NameOf(ScriptClass? found) => found switch
    {
        ScriptClass.PlainSum => Messages.MigrationClassSum,
        ScriptClass.TimeFilter => Messages.MigrationClassFilter,
        ScriptClass.Average => Messages.MigrationClassAverage,
        ScriptClass.OwnLogic => Messages.MigrationClassOwn,
        ScriptClass.Invalid => Messages.MigrationClassInvalid,
        _ => Messages.MigrationClassMissing,
    };

    private static string NameOf(DeadConfigurationKind kind) => kind switch
    {
        DeadConfigurationKind.ExternalSystem => Messages.MigrationKindSystem,
        DeadConfigurationKind.Section => Messages.MigrationKindSection,
        DeadConfigurationKind.Script => Messages.MigrationKindScript,
        DeadConfigurationKind.Mapping => Messages.MigrationKindMapping,
        _ => Messages.MigrationKindSource,
    };

    private static string NameOf(InterfaceKinds interfaces) => interfaces == InterfaceKinds.None ? Messages.MigrationInterfaceNone : string.Join(", ", new (InterfaceKinds Kind, string Name)[]
    {
        (InterfaceKinds.CsvCallData, Messages.MigrationInterfaceCsvCalls), (InterfaceKinds.CsvAgentData, Messages.MigrationInterfaceCsvAgents),
        (InterfaceKinds.UniversalCallData, Messages.MigrationInterfaceDatabaseCalls), (InterfaceKinds.UniversalAgentData, Messages.MigrationInterfaceDatabaseAgents),
    }.Where(known => (interfaces & known.Kind) != InterfaceKinds.None).Select(known => known.Name));

    // What XML has no character for stands in a name all the same.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text, i++, 2);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
            }
        }

        return clean.ToString();
    }

    private XElement Count(int number, string look = "") => new("td", new XAttribute("class", ("number " + look).Trim()), number.ToString("N0", culture));

    private XElement Value(decimal? value) => new("td", new XAttribute("class", "number"), value?.ToString("#,0.##", culture) ?? "–");
}
