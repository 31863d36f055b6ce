using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace XlinkPS.Installations;

/// <summary>
/// A cmdlet that is told the folder of an installation. What is typed counts before what is piped in, and of what is piped in a property
/// <c>InstallationPath</c> before <c>Path</c>: that of a queue or of something in the source tree is no folder.
/// </summary>
public abstract class FolderCmdlet : XlinkCmdlet
{
    private bool isPathTyped;
    private bool isLiteralPathTyped;

    /// <summary>Folder of the installation.</summary>
    public abstract string? Path { get; set; }

    /// <summary>Folder of the installation, taken as it is written. What is typed counts before what is piped in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "InstallationPath")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public string? LiteralPath { get; set; }

    /// <summary>Whether <see cref="Path"/> of what is piped in is a folder.</summary>
    private protected virtual bool BringsFolder => true;

    /// <summary>The folder as it was typed or piped in; <see langword="null"/> if it was not.</summary>
    private protected string? GivenPath => IsLiteral ? LiteralPath : isPathTyped || BringsFolder ? Path : null;

    private bool IsLiteral => isLiteralPathTyped || (LiteralPath is not null && !isPathTyped);

    /// <inheritdoc/>
    protected override object? ErrorTarget => GivenPath;

    /// <inheritdoc/>
    protected override void BeginProcessing() => (isPathTyped, isLiteralPathTyped) = (Path is not null, LiteralPath is not null);

    /// <summary>The folders that wildcards find.</summary>
    /// <returns>Their full paths; <see langword="null"/> if one folder was named, or none is found.</returns>
    // A folder that is called like a pattern is meant itself: objects in the pipeline bring their folder in this parameter.
    private protected IReadOnlyList<string>? FindFolders()
    {
        if (IsLiteral || GivenPath is not { } path || !WildcardPattern.ContainsWildcardCharacters(path) || Directory.Exists(ResolvePath(path)))
        {
            return null;
        }

        var folders = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _).Where(Directory.Exists).ToList();
        return folders.Count > 0 ? folders : null;
    }
}
