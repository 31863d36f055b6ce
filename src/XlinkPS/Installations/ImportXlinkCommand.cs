using System.Management.Automation;
using System.Security;
using Xlink;
using Xlink.Credentials;
using Xlink.Installation;
using Xlink.Installation.Backups;

namespace XlinkPS.Installations;

/// <summary>
/// Puts the configuration that Export-Xlink has exported into an installation of this computer, all files or none, and warns of everything
/// that is still to be set up.
/// </summary>
[Cmdlet(VerbsData.Import, "Xlink", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(XlinkExport))]
public sealed class ImportXlinkCommand : InstallationChangeCmdlet
{
    /// <summary>The file that Export-Xlink has written.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string ExportPath { get; set; } = string.Empty;

    /// <summary>Its passphrase.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNull]
    public SecureString Passphrase { get; set; } = new();

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var source = ResolvePath(ExportPath);
        var action = MessageText.Format(nameof(Messages.ImportConfigurationAction), source);
        using var passphrase = Secret.From(Passphrase);
        if (!ShouldChange(installation, action, () => InstallationExport.PlanImport(installation, source, passphrase)))
        {
            return;
        }

        var import = Change(action, (_, token) => InstallationExport.Import(installation, source, passphrase, Service, token));
        foreach (var item in import.NotIncluded)
        {
            WriteWarning(item);
        }

        WriteObject(import);
    }
}
