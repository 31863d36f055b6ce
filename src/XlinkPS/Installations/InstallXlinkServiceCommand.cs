using System.Management.Automation;
using Xlink.Credentials;
using Xlink.Installation;
using Xlink.Services;

namespace XlinkPS.Installations;

/// <summary>Installs the installation's service with automatic start, starts it, and passes the installation on. Needs an elevated session.</summary>
[Cmdlet(VerbsLifecycle.Install, "XlinkService", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkInstallation))]
public sealed class InstallXlinkServiceCommand : InstallationCmdlet
{
    /// <summary>A special account for the service. Default: Local System on Windows, the system user xlink on Linux.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        if (ShouldProcess(installation.Path))
        {
            using var password = Credential is null ? null : Secret.From(Credential.Password);
            var control = ServiceControl.ForThisComputer();
            control.Install(installation, password is null ? null : new ServiceAccount(Credential!.UserName, password));
            WriteVerbose(XlinkService.InstalledText);
            control.Start(CancellationToken);
            WriteVerbose(XlinkService.StartedText);
        }

        WriteObject(installation);
    }
}
