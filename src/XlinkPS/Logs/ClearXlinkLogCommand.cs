using System.Linq;
using System.Management.Automation;
using Xlink.Installation;
using Xlink.Logging;

namespace XlinkPS.Logs;

/// <summary>
/// Removes what an installation has logged so far: deletes full log files and empties the current ones, so that a running service writes on.
/// </summary>
[Cmdlet(VerbsCommon.Clear, "XlinkLog", SupportsShouldProcess = true)]
[OutputType(typeof(RemovedLog))]
public sealed class ClearXlinkLogCommand : LogCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var logs = InstallationLogs.Find(installation.Path).Where(log => IsWanted(log.Name)).ToList();
        if (logs.Count == 0 && NotFound(installation.Path) is { } error)
        {
            throw error;
        }

        foreach (var log in logs)
        {
            WriteObject(
                InstallationLogs.Clear(log, path => ShouldProcess(path), failure => WriteError(ErrorRecords.From(failure, log.Path))), enumerateCollection: true);
        }
    }
}
