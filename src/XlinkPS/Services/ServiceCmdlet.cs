using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Services;
using XlinkPS.Installations;

namespace XlinkPS.Services;

/// <summary>A cmdlet that controls the service. There is one per computer, so its installation need not be named.</summary>
public abstract class ServiceCmdlet : FolderCmdlet
{
    /// <summary>Folder of the installation, for example <c>C:\Xlink</c>. Default: the one that the service belongs to.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public override string? Path { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => GivenPath ?? XlinkService.Name;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        var path = GivenPath is { } given
            ? ResolvePath(given)
            : ServiceControl.ForThisComputer().Query().InstallationPath ?? throw XlinkException.Create(nameof(Messages.ServiceNotInstalled), XlinkErrorCategory.NotInstalled);
        ProcessService(new InstallationService(XlinkInstallation.Open(path)));
    }

    /// <summary>The one step in which the cmdlets differ.</summary>
    /// <param name="service">The service.</param>
    protected abstract void ProcessService(InstallationService service);
}
