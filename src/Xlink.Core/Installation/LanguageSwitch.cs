using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Files;
using Xlink.Installation.Changes;
using Xlink.Services;

namespace Xlink.Installation;

/// <summary>
/// Changes the language of an installation by copying both files of a language folder over the installation's [documented]. The programs
/// take it up when they are started the next time.
/// </summary>
public static class LanguageSwitch
{
    /// <summary>The language of a fresh installation [documented].</summary>
    public const string Default = "english";

    /// <summary>What <see cref="Set"/> would do; nothing is written.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="name">Name of the language, in any case.</param>
    /// <returns>What happens to each file.</returns>
    /// <exception cref="XlinkException"><c>LanguageUnknown</c>.</exception>
    public static IReadOnlyList<FileChange> Plan(XlinkInstallation installation, string name) => InstallationChange.Plan(installation.Path, Files(installation, name));

    /// <summary>
    /// Switches. The first time the two files that are there are kept in the folder <c>english</c>, unless there is one, so that there is a way
    /// back [our reading].
    /// </summary>
    /// <param name="installation">The installation.</param>
    /// <param name="name">Name of the language, in any case.</param>
    /// <param name="control">The service manager.</param>
    /// <exception cref="XlinkException"><c>LanguageUnknown</c>, <c>ChangeUndone</c>, <c>ChangeNotUndone</c>, <c>ChangeRunning</c>.</exception>
    public static void Set(XlinkInstallation installation, string name, IServiceControl control)
        => InstallationChange.Apply(installation.Path, Files(installation, name), control, new ChangeOptions { StopsService = false });

    /// <summary>The files that an installation has once it is switched.</summary>
    internal static List<NewFile> Files(XlinkInstallation installation, string name)
    {
        var languages = installation.Languages;
        var wanted = languages.FirstOrDefault(language => string.Equals(language.Name, name, StringComparison.OrdinalIgnoreCase));
        var isDefault = !languages.Any(language => language.IsCurrent);
        if (wanted is null)
        {
            // Without a folder of its own English is what a fresh installation speaks.
            return isDefault && string.Equals(name, Default, StringComparison.OrdinalIgnoreCase) ? [] : throw Unknown(name, languages);
        }

        var files = Folder.List(wanted.Path).Select(path => NewFile.From(Path.GetFileName(path), FileReplacement.Read(path))).ToList();
        if (isDefault && CaseInsensitivePath.FindFolder(installation.Path, Default) is null)
        {
            files.AddRange(files.Select(file => installation.GetFile(file.RelativePath))
                .Select(path => NewFile.From(Default + "/" + Path.GetFileName(path), FileReplacement.Read(path))).ToList());
        }

        return files;
    }

    private static XlinkException Unknown(string name, IReadOnlyList<XlinkLanguage> languages) => XlinkException.Create(
        nameof(Messages.LanguageUnknown), XlinkErrorCategory.ObjectNotFound, name, string.Join(", ", languages.Select(language => language.Name)));
}
