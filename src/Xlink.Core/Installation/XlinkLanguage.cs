namespace Xlink.Installation;

/// <summary>A language the installation can be switched to by copying both files of a sub-folder over the installation's [documented].</summary>
/// <param name="Name">Name of the sub-folder, for example <c>german</c>.</param>
/// <param name="Path">The sub-folder.</param>
/// <param name="IsCurrent">Whether the installation speaks it: its files are those of the sub-folder.</param>
public sealed record XlinkLanguage(string Name, string Path, bool IsCurrent)
{
    /// <summary>The folder of the installation.</summary>
    public string InstallationPath => System.IO.Path.GetDirectoryName(Path)!;
}
