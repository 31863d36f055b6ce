using System.Management.Automation;
using Xlink;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>A cmdlet that works on an Xlink installation, or on several that a wildcard finds.</summary>
public abstract class InstallationCmdlet : FolderCmdlet
{
    // Whoever pipes the folder in or has a registered installation writes only what the cmdlet is about: Set-XlinkLanguage german.
    private const int LastPosition = 9;

    private string? folder;

    /// <summary>
    /// Folder of the installation, for example <c>C:\Xlink</c>; with wildcards, each folder that they find. Default: the one that Register-XlinkLibrary has
    /// registered on this computer.
    /// </summary>
    [Parameter(Position = LastPosition, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public override string? Path { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => folder ?? GivenPath;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        folder = null;
        if (FindFolders() is not { } folders)
        {
            ProcessInstallation(GivenPath is { } path ? XlinkInstallation.Open(ResolvePath(path)) : InstallationRegister.OfThisComputer.Single());
            return;
        }

        foreach (var found in folders)
        {
            folder = found;
            try
            {
                ProcessInstallation(XlinkInstallation.Open(found));
            }
            catch (XlinkException exception)
            {
                // One that is broken, or no installation, does not keep the others waiting.
                WriteError(ErrorRecords.From(exception, ErrorTarget));
            }
        }
    }

    /// <summary>The one step in which the cmdlets differ.</summary>
    /// <param name="installation">The installation that was named or piped in, or the registered one.</param>
    protected abstract void ProcessInstallation(XlinkInstallation installation);
}
