using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>
/// Tells a server, when an import into it has ended, what the import did: one run per external system, failed ones too. It is told once and in a short
/// time; what cannot be told stands in the log, and the import is none the worse for it.
/// </summary>
internal sealed class ImportRunReport
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly IImportTarget server;
    private readonly ImportRunKind kind;
    private readonly ImportOptions options;
    private readonly bool isAutomatic;
    private readonly ImportReport report;
    private readonly int earlierFailures;
    private readonly int earlierWarnings;
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Begins to measure an import into a server.</summary>
    internal ImportRunReport(IImportTarget server, ImportRunKind kind, ImportOptions options, bool isAutomatic, ImportReport report)
    {
        this.server = server;
        this.kind = kind;
        this.options = options;
        this.isAutomatic = isAutomatic;
        this.report = report;
        earlierFailures = report.Failures.Count;
        earlierWarnings = report.Warnings.Count;
    }

    /// <summary>Tells of call data.</summary>
    /// <param name="externalSystems">The external systems that were to be imported.</param>
    /// <param name="results">What was done.</param>
    /// <param name="failure">Why everything broke off, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Leaves it at that.</param>
    internal Task SendCallDataAsync(
        IEnumerable<string> externalSystems, IReadOnlyList<ImportResult> results, XlinkException? failure, CancellationToken cancellationToken)
        => SendAsync(externalSystems, name => results.FirstOrDefault(result => string.Equals(result.ExternalSystem, name, StringComparison.OrdinalIgnoreCase)) is not { } result
            ? null
            : Run(name, failure, result.RowsSkipped > 0 || result.ScriptErrors > 0) with
            {
                DurationMilliseconds = (long)result.Duration.TotalMilliseconds,
                RowsRead = result.RowsRead,
                RowsSkipped = result.RowsSkipped,
                RowsOutsideDays = result.RowsOutsideDays,
                ValuesWritten = result.ValuesWritten,
                ScriptErrors = result.ScriptErrors,
                Warnings = Cut(WarningsOf(name, result.Warnings)),
            }, failure, cancellationToken);

    /// <summary>Tells of agent data, of one external system: others are imported whatever becomes of it.</summary>
    /// <param name="externalSystem">The external system that was to be imported.</param>
    /// <param name="result">What was done; <see langword="null"/> if nothing could be.</param>
    /// <param name="cancellationToken">Leaves it at that.</param>
    internal Task SendAgentDataAsync(string externalSystem, AgentImportResult? result, CancellationToken cancellationToken)
        => SendAsync([externalSystem], name => result is null
            ? null
            : Run(name, failure: null, result.RowsSkipped > 0 || result.UnknownAgents.Count > 0) with
            {
                DurationMilliseconds = (long)result.Duration.TotalMilliseconds,
                RowsRead = result.RowsRead,
                RowsSkipped = result.RowsSkipped,
                RowsOutsideDays = result.RowsOutsideDays,
                ValuesWritten = result.ActivitiesStored,
                Warnings = Cut(WarningsOf(name, result.Warnings)),
            }, failure: null, cancellationToken);

    private async Task SendAsync(
        IEnumerable<string> externalSystems, Func<string, WfmImportRun?> describe, XlinkException? failure, CancellationToken cancellationToken)
    {
        if (options.DryRun)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            foreach (var name in externalSystems.Distinct(StringComparer.OrdinalIgnoreCase).ToList())
            {
                var run = describe(name) ?? Run(name, failure, isIncomplete: true) with { Outcome = ImportRunOutcome.Failed };
                await server.ReportAsync(run, limit.Token).ConfigureAwait(false);
            }
        }
        catch (XlinkException exception)
        {
            report.Log.Info(MessageText.Format(nameof(Messages.ImportRunNotReported), exception.Message));
        }
        catch (OperationCanceledException)
        {
            report.Log.Info(MessageText.Format(nameof(Messages.ImportRunNotReported), Messages.ImportRunTooLate));
        }
    }

    private WfmImportRun Run(string externalSystem, XlinkException? failure, bool isIncomplete)
    {
        List<string> errors = [.. Of(externalSystem, report.Failures.Skip(earlierFailures)), .. failure is null ? (IEnumerable<string>)[] : [failure.Message]];
        return new()
        {
            RunId = Guid.NewGuid(),
            Kind = kind,
            ExternalSystem = externalSystem,
            Computer = Environment.MachineName,
            IsAutomatic = isAutomatic,
            FirstDay = options.StartDate,
            Days = options.Days,
            Start = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerSecond)),
            DurationMilliseconds = watch.ElapsedMilliseconds,
            Outcome = failure is not null ? ImportRunOutcome.Failed
                : isIncomplete || errors.Count > 0 || report.IsIncomplete(externalSystem) ? ImportRunOutcome.Incomplete : ImportRunOutcome.Succeeded,
            Errors = Cut(errors),
            Warnings = Cut(WarningsOf(externalSystem, [])),
        };
    }

    private IReadOnlyList<string> WarningsOf(string externalSystem, IReadOnlyList<string> ofResult)
        => [.. Of(externalSystem, report.Warnings.Skip(earlierWarnings)), .. ofResult];

    private static IEnumerable<string> Of(string externalSystem, IEnumerable<(IReadOnlyList<string> ExternalSystems, string Message)> messages)
        => messages.Where(item => item.ExternalSystems.Contains(externalSystem, StringComparer.OrdinalIgnoreCase)).Select(item => item.Message);

    private static IReadOnlyList<string> Cut(IReadOnlyList<string> messages) => [.. messages.Take(WfmImportRun.MaximumMessages).Select(Cut)];

    private static string Cut(string message)
    {
        if (message.Length <= WfmImportRun.MaximumMessageLength)
        {
            return message;
        }

        // Not through the middle of a character: half of one is no text.
        var length = WfmImportRun.MaximumMessageLength - 1;
        return message.Substring(0, char.IsHighSurrogate(message[length - 1]) ? length - 1 : length) + "…";
    }
}
