using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.ImportRuns;

/// <summary>What a reported import run may say.</summary>
internal static class ImportRunCheck
{
    private const int MaximumDays = 3660;
    private static readonly TimeSpan MaximumDuration = TimeSpan.FromDays(366);

    /// <summary>Gives the run as it is kept.</summary>
    /// <exception cref="RefusedException"><c>ImportRunInvalid</c>, <c>NameInvalid</c>, <c>DayOutOfRange</c>.</exception>
    internal static WfmImportRun Check(WfmImportRun run, string? reportedBy)
    {
        var checkedRun = run with
        {
            Id = 0,
            ExternalSystem = NameRule.ExternalSystem(run.ExternalSystem),
            Computer = NameRule.Computer(run.Computer),
            ReportedBy = reportedBy,
        };
        Demand(run.RunId != Guid.Empty, "'runId' must not be empty");
        Demand(run.Days is >= 1 and <= MaximumDays, FormattableString.Invariant($"'days' is a number from 1 to {MaximumDays}"));
        DayRule.Check(run.FirstDay);
        DayRule.Check(run.FirstDay.Plus(Period.FromDays(run.Days - 1)));
        Demand(
            run.DurationMilliseconds >= 0 && run.DurationMilliseconds <= MaximumDuration.TotalMilliseconds,
            FormattableString.Invariant($"'durationMilliseconds' is a number from 0 to {MaximumDuration.TotalMilliseconds}"));
        long[] counts = [run.RowsRead, run.RowsSkipped, run.RowsOutsideDays, run.ValuesWritten, run.ScriptErrors];
        Demand(Array.TrueForAll(counts, count => count >= 0), "a count must not be negative");
        CheckMessages(run.Warnings);
        CheckMessages(run.Errors);
        return checkedRun;
    }

    private static void CheckMessages(IReadOnlyList<string?> messages)
        => Demand(
            messages.Count <= WfmImportRun.MaximumMessages && messages.All(message => message is { Length: <= WfmImportRun.MaximumMessageLength }),
            FormattableString.Invariant($"there are at most {WfmImportRun.MaximumMessages} warnings and as many errors, each at most {WfmImportRun.MaximumMessageLength} characters long"));

    private static void Demand(bool condition, string rule)
    {
        if (!condition)
        {
            throw Refusal.ImportRunInvalid(rule);
        }
    }
}
