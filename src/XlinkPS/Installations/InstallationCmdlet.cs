using System.Management.Automation;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>A cmdlet that works on an Xlink installation.</summary>
public abstract class InstallationCmdlet : XlinkCmdlet
{
    /// <summary>Folder of the installation, for example <c>C:\Xlink</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("InstallationPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override object ErrorTarget => Path;

    /// <inheritdoc/>
    protected sealed override void ProcessInput() => ProcessInstallation(XlinkInstallation.Open(ResolvePath(Path)));

    /// <summary>The one step in which the cmdlets differ.</summary>
    /// <param name="installation">The installation that was named or piped in.</param>
    protected abstract void ProcessInstallation(XlinkInstallation installation);
}
