using System.Management.Automation;
using System.Threading.Tasks;
using Xlink.Installation;
using Xlink.Migration;
using XlinkPS.Installations;

namespace XlinkPS.Migration;

/// <summary>
/// Says what leaving Xlink means for an installation: what the successor takes as it is, what needs a decision, what is dead, and in which order to go about
/// it. Nothing is changed, and no server is needed, unless it is asked for.
/// </summary>
[Cmdlet(VerbsCommon.Get, "XlinkMigrationReport")]
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

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var report = Await(token => Online ? MigrationAnalysis.RunOnlineAsync(installation.Path, token) : Task.FromResult(MigrationAnalysis.Run(installation.Path)));
        if (OutFile is not null)
        {
            MigrationReportPage.Write(report, ResolvePath(OutFile));
        }

        WriteObject(report);
    }
}
