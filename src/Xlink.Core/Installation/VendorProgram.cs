using System;
using System.IO;
using System.Threading;
using Xlink.Files;
using Xlink.Logging;
using Xlink.Processes;

namespace Xlink.Installation;

/// <summary>One of the original's own programs, which do what its files alone cannot: <c>isps_uls.exe</c>, <c>register.exe</c>.</summary>
internal sealed class VendorProgram
{
    private const string Extension = ".exe";

    private VendorProgram(string path) => FilePath = path;

    /// <summary>Path of the program.</summary>
    internal string FilePath { get; }

    /// <summary>Finds a program in an installation's folder, or in that of the support applications.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="name">Name without extension.</param>
    /// <exception cref="XlinkException"><c>ProgramMissing</c>.</exception>
    internal static VendorProgram Get(XlinkInstallation installation, string name)
    {
        var path = installation.FindFile(name + Extension)
            ?? (installation.SupportApplicationsPath is { } support ? CaseInsensitivePath.FindFile(support, name + Extension) : null)
            ?? throw XlinkException.Create(nameof(Messages.ProgramMissing), XlinkErrorCategory.ObjectNotFound, installation.Path, name);
        return new VendorProgram(path);
    }

    /// <summary>Runs the program in its own folder.</summary>
    /// <param name="arguments">Its arguments, which are fixed: nothing in them is quoted.</param>
    /// <param name="expected">What it says when it has succeeded; <see langword="null"/> if its exit code tells.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>What it has said.</returns>
    /// <exception cref="XlinkException"><c>VendorProgramFailed</c> with what it said.</exception>
    internal string Run(string arguments, string? expected, CancellationToken cancellationToken)
    {
        var (exitCode, output) = ConsoleProgram.Run(FilePath, arguments, Path.GetDirectoryName(FilePath), cancellationToken);
        var hasSucceeded = expected is null ? exitCode == 0 : output.IndexOf(expected, StringComparison.OrdinalIgnoreCase) >= 0;
        return hasSucceeded ? output : throw Failed(arguments, output);
    }

    /// <summary>The error of a program that said something else than it should.</summary>
    internal XlinkException Failed(string arguments, string output) => XlinkException.Create(
        nameof(Messages.VendorProgramFailed), XlinkErrorCategory.InvalidOperation,
        Path.GetFileName(FilePath) + " " + arguments, output.Length == 0 ? Messages.VendorProgramSilent : OneLine.Escape(output.Trim()));
}
