using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>The files of a suite that lies unpacked in a folder.</summary>
internal static class SuiteFolder
{
    /// <summary>
    /// Lists what matters of a folder that is a suite (has an <c>Xlink</c> sub-folder) or is the <c>Xlink</c> folder itself, whose
    /// samples are then looked for beside it [our reading].
    /// </summary>
    /// <param name="folder">The folder: a full path.</param>
    /// <param name="limits">How much it may hold.</param>
    internal static IReadOnlyList<SuiteFile> Read(string folder, SuiteLimits limits)
    {
        var programs = CaseInsensitivePath.FindFolder(folder, XlinkFileName.ProgramFolder);
        var suite = folder;
        if (programs is null && XlinkInstallation.HasServiceProgram(folder))
        {
            programs = folder;
            suite = Path.GetDirectoryName(folder) ?? folder;
        }

        if (programs is null)
        {
            throw XlinkException.Create(nameof(Messages.FolderWithoutXlinkFolder), XlinkErrorCategory.InvalidData, folder);
        }

        var files = new List<SuiteFile>();
        AddFiles(files, programs, XlinkFileName.ProgramFolder, folder, limits);
        if (CaseInsensitivePath.FindFolder(suite, XlinkFileName.SampleFolder) is { } samples)
        {
            AddFiles(files, samples, XlinkFileName.SampleFolder, folder, limits);
        }

        if (files.Sum(file => file.Length) > limits.TotalLength)
        {
            throw TooLarge(folder, limits);
        }

        SuitePath.CheckAll(files, folder);
        return files;
    }

    private static void AddFiles(List<SuiteFile> files, string folder, string suitePath, string source, SuiteLimits limits)
    {
        foreach (var entry in Folder.List(folder).OrderBy(entry => entry, StringComparer.Ordinal))
        {
            var path = suitePath + "/" + Path.GetFileName(entry);
            SuitePath.Check(path, source);
            if (Directory.Exists(entry))
            {
                AddFiles(files, entry, path, source, limits);
            }
            else
            {
                files.Add(files.Count < limits.Files ? new FolderFile(path, new FileInfo(entry)) : throw TooLarge(source, limits));
            }
        }
    }

    private static XlinkException TooLarge(string folder, SuiteLimits limits) => XlinkException.Create(
        nameof(Messages.SuiteTooLarge), XlinkErrorCategory.InvalidData, folder, limits.Files, limits.TotalLength >> 20);

    private sealed class FolderFile(string path, FileInfo file) : SuiteFile(path, file.Length)
    {
        internal override Stream OpenRead() => file.Open(FileMode.Open, FileAccess.Read, FileShare.Read);
    }
}
