using System.Management.Automation;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>A cmdlet that works on an Xlink installation.</summary>
public abstract class InstallationCmdlet : XlinkCmdlet
{
    // Whoever pipes the folder in or has a registered installation writes only what the cmdlet is about: Set-XlinkLanguage german.
    private const int LastPosition = 9;

    /// <summary>Folder of the installation, for example <c>C:\Xlink</c>. Default: the one that Register-XlinkLibrary has registered on this computer.</summary>
    [Parameter(Position = LastPosition, ValueFromPipelineByPropertyName = true)]
    [Alias("InstallationPath")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => Path;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
        => ProcessInstallation(Path is null ? InstallationRegister.OfThisComputer.Single() : XlinkInstallation.Open(ResolvePath(Path)));

    /// <summary>The one step in which the cmdlets differ.</summary>
    /// <param name="installation">The installation that was named or piped in, or the registered one.</param>
    protected abstract void ProcessInstallation(XlinkInstallation installation);
}
