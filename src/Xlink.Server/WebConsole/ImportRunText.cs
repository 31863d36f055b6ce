using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>Import runs in words.</summary>
internal static class ImportRunText
{
    /// <summary>How it ended.</summary>
    internal static string Of(ImportRunOutcome outcome) => outcome switch
    {
        ImportRunOutcome.Succeeded => ConsoleText.OutcomeSucceeded,
        ImportRunOutcome.Incomplete => ConsoleText.OutcomeIncomplete,
        _ => ConsoleText.OutcomeFailed,
    };

    /// <summary>What it brought.</summary>
    internal static string Of(ImportRunKind kind) => kind == ImportRunKind.CallData ? ConsoleText.CallData : ConsoleText.AgentData;

    /// <summary>The days it covered.</summary>
    internal static string Days(WfmImportRun run, ConsoleView view)
        => run.Days == 1 ? view.Date(run.FirstDay) : view.Text(ConsoleText.DaysFrom, run.Days, view.Date(run.FirstDay));
}
