using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using Xlink;
using Xlink.Credentials;
using Xlink.Installation;
using Xlink.Installation.Backups;

namespace XlinkPS.Installations;

/// <summary>
/// Exports the configuration of an installation, with the key of its passwords, to a file for another computer. The whole file is encrypted
/// under a passphrase. Lists what is to be set up there by hand.
/// </summary>
[Cmdlet(VerbsData.Export, "Xlink", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkExport))]
public sealed class ExportXlinkCommand : InstallationChangeCmdlet
{
    /// <summary>The file; it must not exist.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string DestinationPath { get; set; } = string.Empty;

    /// <summary>At least 12 characters. Without it nobody can read the file.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNull]
    public SecureString Passphrase { get; set; } = new();

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var target = ResolvePath(DestinationPath);
        foreach (var file in InstallationExport.Plan(installation))
        {
            WriteVerbose(file.RelativePath);
        }

        if (ShouldProcess(target, MessageText.Format(nameof(Messages.ExportAction), installation, target)))
        {
            using var passphrase = Secret.From(Passphrase);
            WriteObject(Await(_ => Task.FromResult(InstallationExport.Export(installation, target, passphrase, Service))));
        }
    }
}
