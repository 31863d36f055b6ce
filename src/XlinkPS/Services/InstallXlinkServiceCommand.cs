using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Installation;
using Xlink.Services;
using XlinkPS.Installations;

namespace XlinkPS.Services;

/// <summary>Installs the installation's service with automatic start, starts it, and passes the installation on. Needs an elevated session.</summary>
[Cmdlet(VerbsLifecycle.Install, "XlinkService", SupportsShouldProcess = true, DefaultParameterSetName = "Credential")]
[OutputType(typeof(XlinkInstallation))]
public sealed class InstallXlinkServiceCommand : InstallationCmdlet
{
    /// <summary>
    /// A special account for the service, which must exist. A managed service account has an empty password. Default: Local System on Windows, the
    /// system user xlink on Linux.
    /// </summary>
    [Parameter(ParameterSetName = "Credential")]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>A group managed service account for the service, <c>DOMAIN\name$</c>: the domain keeps its password, nobody types one. Windows only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "GroupManagedServiceAccount")]
    [ValidateNotNullOrEmpty]
    public string? GroupManagedServiceAccount { get; set; }

    /// <summary>Waits, after the start, until isps_uls.log says that the service has reached its server, or fails with the reason from there.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds that -Wait waits.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        using var password = Credential is null ? null : Secret.From(Credential.Password);
        var account = GroupManagedServiceAccount is not null ? ServiceAccount.Managed(GroupManagedServiceAccount)
            : password is null ? null : ServiceAccount.From(Credential!.UserName, password);
        if (ShouldProcess(installation.Path))
        {
            Await(token => Task.Run(() => Install(new InstallationService(installation), account, token), token));
            WriteVerbose(XlinkService.InstalledText);
            WriteVerbose(XlinkService.StartedText);
        }

        WriteObject(installation);
    }

    private void Install(InstallationService service, ServiceAccount? account, CancellationToken cancellationToken)
    {
        service.Install(account, cancellationToken);
        if (Wait)
        {
            service.Start(TimeSpan.FromSeconds(TimeoutSeconds), cancellationToken);
        }
        else
        {
            service.Start(cancellationToken);
        }
    }
}
