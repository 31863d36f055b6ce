using System;
using System.IO;
using System.Text;
using Xlink.Files;

namespace Xlink.Installation;

/// <summary>Reads <c>version.txt</c>: its first line, without surrounding blanks, is the version [our reading].</summary>
internal static class SuiteVersion
{
    private const int LongestVersion = 100;

    /// <summary>The version of the programs in a folder, or <see langword="null"/> if there is no version.txt or nothing in its first line.</summary>
    internal static string? Read(string folder)
    {
        var path = CaseInsensitivePath.FindFile(folder, XlinkFileName.Version);
        if (path is null)
        {
            return null;
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Read(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(path, error);
        }
    }

    /// <summary>The version in a <c>version.txt</c>, or <see langword="null"/> if there is nothing in its first line.</summary>
    internal static string? Read(Stream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        var start = new char[LongestVersion];
        var line = new string(start, 0, reader.ReadBlock(start, 0, start.Length)).Split('\r', '\n')[0].Trim();
        return line.Length == 0 ? null : line;
    }

    /// <summary>Compares two versions number by number.</summary>
    /// <returns>Less than, equal to or greater than zero; <see langword="null"/> if one of them is not made of numbers and dots.</returns>
    internal static int? Compare(string? left, string? right)
        => Version.TryParse(left, out var first) && Version.TryParse(right, out var second) ? Normalize(first).CompareTo(Normalize(second)) : null;

    // 1.2 and 1.2.0 are the same.
    private static Version Normalize(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0), Math.Max(version.Revision, 0));
}
