using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xlink.Logging;

namespace Xlink.Installation;

/// <summary>Judges the paths inside a suite: every one must mean the same file, below the target folder, on every platform.</summary>
internal static class SuitePath
{
    private const int LongestPath = 200;
    private const string InvalidCharacters = "<>:\"|?*";

    private static readonly HashSet<string> DeviceNames = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. Numbered("COM"), .. Numbered("LPT")], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether Windows takes a file name for a device, whatever its extension.</summary>
    internal static bool IsDeviceName(string fileName) => DeviceNames.Contains(fileName.Split('.')[0].TrimEnd());

    /// <summary>Refuses the first path that could lead out of the folder or means something else on another platform.</summary>
    /// <param name="files">The suite's files.</param>
    /// <param name="source">The suite as messages call it.</param>
    internal static void CheckAll(IReadOnlyList<SuiteFile> files, string source)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (seen.TryGetValue(file.Path, out var other))
            {
                throw Refuse(source, file.Path, Messages.SuitePathReasonCollision, OneLine.Escape(other));
            }

            seen.Add(file.Path, file.Path);
        }

        foreach (var path in seen.Keys)
        {
            if (Parents(path).FirstOrDefault(seen.ContainsKey) is { } parent)
            {
                throw Refuse(source, path, Messages.SuitePathReasonCollision, OneLine.Escape(seen[parent]));
            }
        }
    }

    /// <summary>Refuses one path, of a file or (with <c>/</c> at its end) of a folder.</summary>
    internal static void Check(string path, string source)
    {
        var name = path.EndsWith("/", StringComparison.Ordinal) ? path.Substring(0, path.Length - 1) : path;
        var reason = name.Length > LongestPath ? Messages.SuitePathReasonLong : name.Split('/').Select(ReasonAgainst).FirstOrDefault(found => found is not null);
        if (path.StartsWith("/", StringComparison.Ordinal))
        {
            reason = Messages.SuitePathReasonAbsolute;
        }

        if (reason is not null)
        {
            throw Refuse(source, path, reason);
        }
    }

    internal static XlinkException Refuse(string source, string path, string reason, params object[] arguments) => XlinkException.Create(
        nameof(Messages.SuiteEntryUnsafe), XlinkErrorCategory.SecurityError,
        source, OneLine.Escape(path), string.Format(CultureInfo.CurrentCulture, reason, arguments));

    private static string? ReasonAgainst(string segment)
    {
        if (segment is "..")
        {
            return Messages.SuitePathReasonParent;
        }

        if (segment.IndexOf('\\') >= 0)
        {
            return Messages.SuitePathReasonBackslash;
        }

        if (segment.Any(char.IsControl) || segment.IndexOfAny(InvalidCharacters.ToCharArray()) >= 0)
        {
            return Messages.SuitePathReasonCharacter;
        }

        if (segment.Length == 0 || segment[segment.Length - 1] is '.' or ' ')
        {
            return Messages.SuitePathReasonEnd;
        }

        return IsDeviceName(segment) ? Messages.SuitePathReasonDevice : null;
    }

    /// <summary>The folders above a file, inner ones first.</summary>
    internal static IEnumerable<string> Parents(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path.Substring(0, end);
        }
    }

    private static IEnumerable<string> Numbered(string device) => "123456789\u00b9\u00b2\u00b3".Select(digit => device + digit);
}
