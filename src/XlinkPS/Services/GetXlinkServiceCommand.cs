using System.Management.Automation;
using Xlink.Installation;
using Xlink.Services;
using XlinkPS.Installations;

namespace XlinkPS.Services;

/// <summary>Gets the state of the service of this computer: account, start type and installation, the import that runs, the last and the next one. Needs no elevated session.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkService")]
[OutputType(typeof(XlinkServiceStatus))]
public sealed class GetXlinkServiceCommand : FolderCmdlet
{
    /// <summary>Folder of an installation: the service only if it belongs to that one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public override string? Path { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => GivenPath ?? XlinkService.Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        WriteObject(GivenPath is not { } path
            ? ServiceControl.ForThisComputer().Query().WithActivity()
            : new InstallationService(XlinkInstallation.Open(ResolvePath(path))).Query());
    }
}
