using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Installation.Backups;

namespace XlinkPS.Installations;

/// <summary>
/// Brings the files of a backup back, all of them or none; their hashes are verified first. A running service is stopped meanwhile. Without a
/// backup it undoes an update or restoration that was killed, and passes the installation on.
/// </summary>
[Cmdlet(VerbsData.Restore, "Xlink", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(XlinkInstallation))]
public sealed class RestoreXlinkCommand : InstallationChangeCmdlet
{
    /// <summary>The ZIP that Backup-Xlink or Update-Xlink has made.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BackupCompleter))]
    public string? BackupPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        if (BackupPath is null)
        {
            Undo(installation);
            return;
        }

        var backup = ResolvePath(BackupPath);
        var action = MessageText.Format(nameof(Messages.RestoreAction), backup);
        if (ShouldChange(installation, action, () => InstallationBackup.PlanRestore(installation, backup)))
        {
            Change(action, (progress, token) => InstallationBackup.Restore(installation.Path, backup, Service, progress, token));
        }

        WriteObject(XlinkInstallation.Open(installation.Path));
    }

    private void Undo(XlinkInstallation installation)
    {
        if (!InstallationBackup.IsInterrupted(installation.Path))
        {
            throw XlinkException.Create(nameof(Messages.NothingToRestore), XlinkErrorCategory.InvalidArgument, installation.Path);
        }

        if (ShouldProcess(installation.Path, Messages.RestoreInterruptedAction))
        {
            Change(Messages.RestoreInterruptedAction, (_, _) => InstallationBackup.Recover(installation.Path, Service));
        }

        WriteObject(XlinkInstallation.Open(installation.Path));
    }
}
