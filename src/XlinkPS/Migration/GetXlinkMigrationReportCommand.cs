using System;
using System.Management.Automation;
using System.Threading.Tasks;
using Xlink;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Migration;
using XlinkPS.Imports;
using XlinkPS.Installations;

namespace XlinkPS.Migration;

/// <summary>
/// Says what leaving Xlink means for an installation: what the successor takes as it is, what needs a decision, what is dead, and in which order to go about
/// it. Nothing is changed, and no server is needed, unless it is asked for.
/// </summary>
[Cmdlet(VerbsCommon.Get, "XlinkMigrationReport", DefaultParameterSetName = "Configuration")]
[OutputType(typeof(MigrationReport))]
public sealed class GetXlinkMigrationReportCommand : InstallationCmdlet
{
    /// <summary>Also asks the servers for their queues and external systems, with the credentials of the installation.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>Writes the report as an HTML page too, which needs nothing else. A file of the same name is replaced.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>The first day of a parallel run, whose values on the first server are compared with the Cloud Link files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ParallelRun")]
    [Day]
    [ArgumentCompleter(typeof(DayCompleter))]
    public DateTime Date { get; set; }

    /// <summary>Number of days of the parallel run.</summary>
    [Parameter(ParameterSetName = "ParallelRun")]
    [ValidateRange(1, CallDataImportOptions.MaximumDays)]
    public int Days { get; set; } = 1;

    /// <summary>Folder of the Cloud Link files. Default: those that the installation writes into.</summary>
    [Parameter(ParameterSetName = "ParallelRun")]
    [ValidateNotNullOrEmpty]
    public string? CloudLinkDirectory { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var report = Await(token => Online ? MigrationAnalysis.RunOnlineAsync(installation.Path, token) : Task.FromResult(MigrationAnalysis.Run(installation.Path)));
        if (ParameterSetName == "ParallelRun")
        {
            report = Compare(report);
        }

        if (OutFile is not null)
        {
            MigrationReportPage.Write(report, ResolvePath(OutFile));
        }

        WriteObject(report);
    }

    private MigrationReport Compare(MigrationReport report)
    {
        var directory = CloudLinkDirectory is null ? null : ResolvePath(CloudLinkDirectory);
        var compared = AwaitReporting((tell, token) => MigrationAnalysis.AddParallelRunAsync(
            report,
            Date,
            Days,
            directory,
            progress => tell(() => WriteProgress(new ProgressRecord(0, Messages.ComparisonActivity, progress.Queue) { PercentComplete = 100 * progress.Done / progress.All })),
            token));
        CompleteProgress(Messages.ComparisonActivity);
        return compared;
    }
}
