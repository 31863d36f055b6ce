using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>
/// The installations of this computer that are found without their path: a text file with one folder a line, in <c>/etc/xlink</c>, or in
/// <c>XlinkPS</c> of Windows' common application data [our reading]. Everybody reads it, administrators write it.
/// </summary>
/// <param name="folder">Folder of the file.</param>
public sealed class InstallationRegister(string folder)
{
    /// <summary>The variable that names another folder, for containers and tests.</summary>
    public const string FolderVariable = "XLINKPS_REGISTER";

    private const string FileName = "installations.txt";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string path = Path.Combine(folder, FileName);

    /// <summary>The register of this computer.</summary>
    public static InstallationRegister OfThisComputer => new(Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? folder
        : WindowsFileSystem.IsCurrent ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "XlinkPS")
        : "/etc/xlink");

    /// <summary>The folders of the registered installations that are still there.</summary>
    /// <exception cref="XlinkException">The errors of reading a file.</exception>
    public IReadOnlyList<string> Paths => [.. Read().Where(XlinkInstallation.IsInstallation)];

    /// <summary>Finds the one registered installation.</summary>
    /// <returns>It.</returns>
    /// <exception cref="XlinkException"><c>InstallationNotGiven</c>: none is registered; <c>InstallationAmbiguous</c>: several are.</exception>
    public XlinkInstallation Single()
    {
        var paths = Paths;
        return paths.Count == 1 ? XlinkInstallation.Open(paths[0])
            : paths.Count == 0 ? throw XlinkException.Create(nameof(Messages.InstallationNotGiven), XlinkErrorCategory.ObjectNotFound)
            : throw XlinkException.Create(nameof(Messages.InstallationAmbiguous), XlinkErrorCategory.InvalidArgument, string.Join(", ", paths));
    }

    /// <summary>Registers an installation. What does not exist any more is forgotten.</summary>
    /// <param name="installation">The installation.</param>
    /// <exception cref="XlinkException">The errors of writing a file: it needs an administrator's rights.</exception>
    public void Add(XlinkInstallation installation) => Write([.. Paths.Where(other => !IsSame(other, installation.Path)), installation.Path]);

    /// <summary>Forgets an installation.</summary>
    /// <param name="installationPath">Its folder.</param>
    /// <returns>Whether it was registered.</returns>
    /// <exception cref="XlinkException">The errors of writing a file.</exception>
    public bool Remove(string installationPath)
    {
        var before = Read();
        var after = before.Where(other => !IsSame(other, Folder.FullPath(installationPath))).ToList();
        if (after.Count == before.Length)
        {
            return false;
        }

        Write(after);
        return true;
    }

    private string[] Read() => File.Exists(path)
        ? Utf8.GetString(FileReplacement.Read(path)).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        : [];

    private void Write(IEnumerable<string> paths)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(folder, error);
        }

        FileReplacement.Write(path, Utf8.GetBytes(string.Concat(paths.Select(entry => entry + "\n"))), expected: null);
    }

    private static bool IsSame(string left, string right)
        => string.Equals(left, right, WindowsFileSystem.IsCurrent ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
