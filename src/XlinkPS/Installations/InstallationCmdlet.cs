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

    /// <summary>
    /// The name that may stand first on the line, where none is ever written like a path: one that is, and that no folder follows, is the folder
    /// [our reading].
    /// </summary>
    private protected virtual string? FirstName { get => null; set => _ = value; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => folder ?? GivenPath;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Path is null && LiteralPath is null && !MyInvocation.ExpectingInput && FirstName is { Length: > 0 } name && IsWrittenLikePath(name))
        {
            (Path, FirstName) = (name, null);
        }

        base.BeginProcessing();
    }

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

    // As completion writes it: from the root, a drive, the current folder or that of the user.
    private static bool IsWrittenLikePath(string text)
    {
        var start = text.Split('/', '\\')[0];
        return start is "" or "." or ".." or "~" || start.EndsWith(":", System.StringComparison.Ordinal);
    }
}
