using System.Management.Automation;
using Xlink;
using Xlink.DesiredState;
using Xlink.Installation;
using Xlink.Services;
using XlinkPS.Installations;

namespace XlinkPS.DesiredState;

/// <summary>
/// Describes an entire installation as a desired state: server, user, external systems, mappings with scripts, schedule, language, service. Passwords are
/// not in it; where one is set, there is the name of a secret for you to fill. With -FilePath it becomes a file for Set-XlinkDesiredState.
/// </summary>
[Cmdlet(VerbsCommon.Get, "XlinkDesiredState", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkDesiredState))]
public sealed class GetXlinkDesiredStateCommand : InstallationCmdlet
{
    /// <summary>A file to write as well: JSON, or a PowerShell data file where the name ends with .psd1.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? FilePath { get; set; }

    /// <summary>Name of the SecretManagement vault that the passwords are, or will be, in. Default: environment variables XLINK_PASSWORD_….</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? Vault { get; set; }

    /// <summary>Overwrites the file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var state = InstallationState.Read(installation, ServiceControl.ForThisComputer(), Vault);
        if (FilePath is not null)
        {
            var file = ResolvePath(FilePath);
            if (System.IO.File.Exists(file) && !Force)
            {
                throw XlinkException.Create(nameof(Messages.BackupExists), XlinkErrorCategory.ResourceExists, file);
            }

            if (ShouldProcess(file, MessageText.Format(nameof(Messages.GetDesiredStateAction), installation.Path)))
            {
                state.Save(file);
            }
        }

        WriteObject(state);
    }
}
