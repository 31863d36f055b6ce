using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Installation.Changes;

namespace XlinkPS.Installations;

/// <summary>
/// Removes an installation: its service first, then its programs. Configuration, key, logs and backups stay unless told otherwise, and so does
/// what is not Xlink's. Writes the files that stay.
/// </summary>
[Cmdlet(VerbsLifecycle.Uninstall, "Xlink", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(FileChange))]
public sealed class UninstallXlinkCommand : InstallationChangeCmdlet
{
    /// <summary>Configuration, key, scripts, logs and backups go too. There is no way back.</summary>
    [Parameter]
    public SwitchParameter IncludeConfiguration { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        if (ShouldChange(installation, Messages.UninstallAction, () => Uninstaller.Plan(installation, IncludeConfiguration)))
        {
            var files = Change(Messages.UninstallAction, (_, token) =>
                Uninstaller.Uninstall(installation, IncludeConfiguration, Service, InstallationRegister.OfThisComputer, token));
            WriteObject(files.Where(file => file.Kind == FileChangeKind.Keep), enumerateCollection: true);
        }
    }
}
