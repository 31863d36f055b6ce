using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using Xlink;
using Xlink.Installation;
using Xlink.Installation.Backups;

namespace XlinkPS.Installations;

/// <summary>
/// Backs the configuration of an installation up to a ZIP with hashes: isps.cfg, isps_ul.ini, isps_ulx.ini, acd_map.ini, the scripts, and the key
/// of the passwords. The ZIP is its owner's alone. It cannot be used on another Windows computer: see Export-Xlink for that.
/// </summary>
[Cmdlet(VerbsData.Backup, "Xlink", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkBackup))]
public sealed class BackupXlinkCommand : InstallationCmdlet
{
    /// <summary>The ZIP, or the folder for it. Default: the folder <c>backup</c> of the installation, with version and time in the ZIP's name.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? DestinationPath { get; set; }

    /// <summary>The programs too, everything but logs, journals and backups.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var target = FindTarget(installation);
        foreach (var file in InstallationBackup.Plan(installation, All))
        {
            WriteVerbose(file.RelativePath);
        }

        if (ShouldProcess(target, MessageText.Format(nameof(Messages.BackupAction), installation, target)))
        {
            WriteObject(Await(token => Task.FromResult(InstallationBackup.Create(installation, target, All, token))));
        }
    }

    private string FindTarget(XlinkInstallation installation)
    {
        var wanted = InstallationBackup.DefaultPath(installation);
        var given = DestinationPath is null ? wanted : ResolvePath(DestinationPath);
        return Directory.Exists(given) ? System.IO.Path.Combine(given, System.IO.Path.GetFileName(wanted)) : given;
    }
}
