using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xlink;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Logging;
using XlinkPS.ExternalSystems;
using XlinkPS.Installations;

namespace XlinkPS.Imports;

/// <summary>A cmdlet that reads whole days of an installation's external systems and writes what comes of them. -WhatIf reads and computes everything.</summary>
public abstract class WholeDaysCmdlet : InstallationCmdlet
{
    /// <summary>The first day, for example <c>2026-11-16</c>.</summary>
    [Parameter(Mandatory = true)]
    [Day]
    [ArgumentCompleter(typeof(DayCompleter))]
    public DateTime StartDate { get; set; }

    /// <summary>Number of days.</summary>
    [Parameter]
    [ValidateRange(1, ImportOptions.MaximumDays)]
    public int Days { get; set; } = 1;

    /// <summary>Names of the external systems. Default: all that are mapped, or deliver agent data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string[] ExternalSystem { get; set; } = [];

    /// <summary>Runs the work if the user wants it, shows its progress, and writes its results.</summary>
    /// <typeparam name="TResult">Result for an external system.</typeparam>
    /// <param name="installation">The installation.</param>
    /// <param name="activity">What is done, above the bar of progress.</param>
    /// <param name="action">Name of the message that says what is done to which days.</param>
    /// <param name="run">The work.</param>
    /// <param name="describe">What -WhatIf says of a result, a line each.</param>
    private protected void Run<TResult>(
        XlinkInstallation installation,
        string activity,
        string action,
        Func<IImportObserver, ILog, CancellationToken, Task<IReadOnlyList<TResult>>> run,
        Func<TResult, IEnumerable<(string Text, string Action)>> describe)
    {
        if (!IsWhatIf && !ShouldProcess(installation.Path, MessageText.Format(action, StartDate.Date, Days)))
        {
            return;
        }

        var results = AwaitReporting(async (report, token) =>
        {
            using var log = IsWhatIf ? null : InstallationLog.Open(installation.Path, InstallationLog.Interface);
            return await run(new ImportStreamObserver(this, activity, report), (ILog?)log ?? NullLog.Instance, token);
        });
        CompleteProgress(activity);
        foreach (var result in results)
        {
            if (IsWhatIf)
            {
                describe(result).ToList().ForEach(line => ShouldProcess(line.Text, line.Action));
            }

            WriteObject(result);
        }
    }
}
