using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xlink.Credentials;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>A folder with Xlink in it. Files in it are found whatever the case of their names.</summary>
public sealed class XlinkInstallation
{
    internal const string MarkerOfOurs = "Xlink.Core.dll";

    private XlinkInstallation(string path)
    {
        Path = path;
        Version = SuiteVersion.Read(path);
        Kind = FindFile(MarkerOfOurs) is null ? XlinkInstallationKind.Vendor : XlinkInstallationKind.Open;
    }

    /// <summary>The folder: a full path without a separator at its end.</summary>
    public string Path { get; }

    /// <summary>The same as <see cref="Path"/>, under the name by which it flows through a pipeline.</summary>
    public string InstallationPath => Path;

    /// <summary>The first line of <c>version.txt</c> when the installation was opened; <see langword="null"/> if there is none.</summary>
    public string? Version { get; }

    /// <summary>Whose Xlink it is: ours has <c>Xlink.Core.dll</c> beside the programs.</summary>
    public XlinkInstallationKind Kind { get; }

    /// <summary>The folder with <c>Passcode</c> and <c>register</c>, inside the installation or beside it [our reading]; <see langword="null"/> if there is none.</summary>
    public string? SupportApplicationsPath => FindFolderInsideOrBeside(XlinkFileName.SupportFolder);

    /// <summary>The folder with sample configurations, inside the installation or beside it [our reading]; <see langword="null"/> if there is none.</summary>
    public string? SampleConfigurationsPath => FindFolderInsideOrBeside(XlinkFileName.SampleFolder);

    /// <summary>
    /// The languages that are there, in order of their names. A language is a sub-folder with exactly two files [documented],
    /// each of which replaces a file of the installation folder [our reading].
    /// </summary>
    public IReadOnlyList<XlinkLanguage> Languages =>
        Folder.List(Path)
            .Where(IsLanguage)
            .Select(folder => new XlinkLanguage(System.IO.Path.GetFileName(folder), folder, IsSpoken(folder)))
            .OrderBy(language => language.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();

    /// <summary>Opens the installation in a folder.</summary>
    /// <param name="path">The folder, absolute or relative to the process's folder.</param>
    /// <returns>The installation.</returns>
    /// <exception cref="XlinkException"><c>InstallationNotFound</c>: the folder does not exist, or has neither isps_ul.ini nor the program isps_uls.</exception>
    public static XlinkInstallation Open(string path)
    {
        var folder = Folder.FullPath(path);
        return IsInstallation(folder)
            ? new XlinkInstallation(folder)
            : throw XlinkException.Create(
                nameof(Messages.InstallationNotFound), XlinkErrorCategory.ObjectNotFound, folder,
                Directory.Exists(folder) ? Messages.InstallationReasonFiles : Messages.InstallationReasonFolder);
    }

    /// <summary>Finds a file of the installation by its name in any case; the exact case wins.</summary>
    /// <param name="name">File name without a folder, for example <c>isps_ul.ini</c>.</param>
    /// <returns>Its path as it is on disk, or <see langword="null"/>.</returns>
    /// <exception cref="XlinkException"><c>FileCaseAmbiguous</c>: two files differ in case only and neither is exact.</exception>
    public string? FindFile(string name) => CaseInsensitivePath.FindFile(Path, name);

    /// <summary>Finds a file that must be there.</summary>
    /// <param name="name">File name without a folder.</param>
    /// <returns>Its path as it is on disk.</returns>
    /// <exception cref="XlinkException"><c>FileMissing</c>, or <c>FileCaseAmbiguous</c> as in <see cref="FindFile"/>.</exception>
    public string GetFile(string name) => FindFile(name) ?? throw CaseInsensitivePath.Missing(Path, name);

    /// <summary>Finds a program in the installation folder, then in <see cref="SupportApplicationsPath"/>.</summary>
    /// <param name="name">Name without extension, for example <c>isps_ul</c> or <c>passcode</c>.</param>
    /// <returns>On Windows the <c>.exe</c>; elsewhere the launcher without extension or else the <c>.dll</c>, which <c>dotnet</c> runs. <see langword="null"/> if there is none.</returns>
    public string? FindProgram(string name) => FindProgram(Path, name)
        ?? (SupportApplicationsPath is { } support ? FindProgram(support, name) : null);

    /// <summary>Finds a program that must be there.</summary>
    /// <param name="name">Name without extension.</param>
    /// <returns>The path as in <see cref="FindProgram(string)"/>.</returns>
    /// <exception cref="XlinkException"><c>ProgramMissing</c>.</exception>
    public string GetProgram(string name) => FindProgram(name)
        ?? throw XlinkException.Create(nameof(Messages.ProgramMissing), XlinkErrorCategory.ObjectNotFound, Path, name);

    /// <summary>Encodes a password for <c>[DB]</c> of this installation's <c>isps_ul.ini</c>. Its key is made when it is first needed.</summary>
    /// <param name="password">The password.</param>
    /// <returns>The string for the file.</returns>
    /// <exception cref="XlinkException"><c>PasswordEncodingOfVendor</c>: the original understands the strings of its own Passcode only; and the errors of
    /// <see cref="PasswordEncoding.Protect"/>.</exception>
    public string EncodePassword(Secret password) => Kind == XlinkInstallationKind.Open
        ? PasswordEncoding.Open(Path).Protect(password)
        : throw XlinkException.Create(nameof(Messages.PasswordEncodingOfVendor), XlinkErrorCategory.InvalidOperation, Path);

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>Whether a folder holds an installation of either kind, whatever the platform its programs are for.</summary>
    internal static bool IsInstallation(string folder) => Holds(folder, IsMark);

    /// <summary>Whether a folder holds the service's program, for whatever platform.</summary>
    internal static bool HasServiceProgram(string folder) => Holds(folder, SuiteLayout.IsServiceProgram);

    /// <summary>Whether a file of this name makes a folder an installation.</summary>
    internal static bool IsMark(string fileName)
        => SuiteLayout.IsServiceProgram(fileName) || string.Equals(fileName, XlinkFileName.Settings, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string folder, Predicate<string> isWanted)
        => Folder.List(folder).Any(path => isWanted(System.IO.Path.GetFileName(path)) && File.Exists(path));

    private static string? FindProgram(string folder, string name) => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? CaseInsensitivePath.FindFile(folder, name + ".exe")
        : CaseInsensitivePath.FindFile(folder, name) ?? CaseInsensitivePath.FindFile(folder, name + ".dll");

    private string? FindFolderInsideOrBeside(string name)
        => CaseInsensitivePath.FindFolder(Path, name)
            ?? (System.IO.Path.GetDirectoryName(Path) is { } parent ? CaseInsensitivePath.FindFolder(parent, name) : null);

    private bool IsSpoken(string folder) => Folder.List(folder).All(file => FindFile(System.IO.Path.GetFileName(file)) is { } used
        && FileReplacement.Read(file).AsSpan().SequenceEqual(FileReplacement.Read(used)));

    private bool IsLanguage(string folder)
    {
        var entries = Directory.Exists(folder) ? Folder.List(folder) : [];
        return entries.Count == 2
            && entries.All(entry => File.Exists(entry) && FindFile(System.IO.Path.GetFileName(entry)) is not null);
    }
}
