using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>A cmdlet that works on an Xlink installation, or on several that a wildcard finds.</summary>
public abstract class InstallationCmdlet : XlinkCmdlet
{
    // Whoever pipes the folder in or has a registered installation writes only what the cmdlet is about: Set-XlinkLanguage german.
    private const int LastPosition = 9;

    private bool isLiteralPathTyped;
    private string? folder;

    /// <summary>
    /// Folder of the installation, for example <c>C:\Xlink</c>; with wildcards, each folder that they find. Default: the one that Register-XlinkLibrary has
    /// registered on this computer.
    /// </summary>
    [Parameter(Position = LastPosition, ValueFromPipelineByPropertyName = true)]
    [Alias("InstallationPath")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public string? Path { get; set; }

    /// <summary>Folder of the installation, taken as it is written. What is typed counts before what is piped in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public string? LiteralPath { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => folder ?? LiteralPath ?? Path;

    /// <inheritdoc/>
    protected override void BeginProcessing() => isLiteralPathTyped = LiteralPath is not null;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        folder = null;
        if (isLiteralPathTyped || Path is null)
        {
            ProcessInstallation(LiteralPath is null ? InstallationRegister.OfThisComputer.Single() : XlinkInstallation.Open(ResolvePath(LiteralPath)));
            return;
        }

        if (FindFolders(Path) is not { } folders)
        {
            ProcessInstallation(XlinkInstallation.Open(ResolvePath(Path)));
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

    // A folder that is called like a pattern is meant itself: objects in the pipeline bring their folder in this parameter.
    private List<string>? FindFolders(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path) || Directory.Exists(ResolvePath(path)))
        {
            return null;
        }

        var folders = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _).Where(Directory.Exists).ToList();
        return folders.Count > 0 ? folders : null;
    }
}
