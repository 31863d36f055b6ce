using System.Management.Automation;
using Xlink.DesiredState;
using Xlink.Files;
using Xlink.Services;
using XlinkPS.Installations;

namespace XlinkPS.DesiredState;

/// <summary>A cmdlet that compares installations with desired states.</summary>
public abstract class DesiredStateCmdlet : XlinkCmdlet
{
    /// <summary>The desired state: a PowerShell data file (.psd1), which is parsed and never run, or a JSON file of the published schema.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "FilePath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string? FilePath { get; set; }

    /// <summary>The desired state as Get-XlinkDesiredState gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InputObject", ValueFromPipeline = true)]
    [ValidateNotNull]
    public XlinkDesiredState? InputObject { get; set; }

    /// <summary>Folder of the installation. Default: the path that the desired state names.</summary>
    [Parameter(Position = 1)]
    [Alias("LiteralPath", "LP")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => FilePath ?? Path;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        var state = InputObject ?? Load(ResolvePath(FilePath!));
        Process(new StateChange(
            state, Path is null ? null : ResolvePath(Path), ServiceControl.ForThisComputer(), new SessionVault(InvokeCommand)));
    }

    /// <summary>The one step in which the cmdlets differ.</summary>
    /// <param name="change">The installation beside what it is to be.</param>
    protected abstract void Process(StateChange change);

    private static XlinkDesiredState Load(string path)
        => XlinkDesiredState.IsDataFile(path) ? XlinkDesiredState.Read(DataFile.Read(path), path) : XlinkDesiredState.FromJson(FileReplacement.Read(path), path);
}
