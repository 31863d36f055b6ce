using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using Xlink.Files;

namespace Xlink.Targets.CloudLink;

/// <summary>
/// Puts files into an <c>importDirectory</c>: completely written and on the disk under a name that Cloud Link does not take – it does not end in
/// <see cref="CloudLinkFileName.Extension"/> –, then renamed, and never over another file. Whatever happens, no half file is ever seen.
/// </summary>
internal static class CloudLinkFileWriter
{
    private const int MaximumNumber = 1000;

    private static readonly TimeSpan RegexLimit = TimeSpan.FromSeconds(1);

    /// <summary>Writes a file.</summary>
    /// <param name="folder">The folder; it must exist.</param>
    /// <param name="name">Its name; where that is taken a number is added to the run.</param>
    /// <param name="format">Its form.</param>
    /// <param name="rows">Its rows.</param>
    /// <returns>The path.</returns>
    /// <exception cref="XlinkException"><c>CloudLinkFolderMissing</c>; <c>DiskFull</c>, <c>FileAccessDenied</c>, <c>FileWriteFailed</c> and the other errors of writing
    /// a file. Nothing is left then.</exception>
    internal static string Write<T>(string folder, CloudLinkFileName name, CloudLinkFormat<T> format, IEnumerable<T> rows)
    {
        EnsureFolder(folder);
        using var content = new MemoryStream();
        format.Write(content, rows);
        for (var number = 1; ; number++)
        {
            var tried = number == 1 ? name : name with { Run = name.Run + "-" + number.ToString(CultureInfo.InvariantCulture) };
            var path = Path.Combine(folder, tried.ToString());
            using var pending = PendingFile.Create(path);
            pending.Write(content.ToArray());
            if (pending.TryPublish())
            {
                return path;
            }

            if (number == MaximumNumber)
            {
                throw XlinkException.InFile(path, line: null, nameof(Messages.CloudLinkFileExists), XlinkErrorCategory.ResourceExists);
            }
        }
    }

    /// <summary>Removes what an earlier process of this installation has left unfinished when it was killed. To be called while no other one writes.</summary>
    /// <param name="folder">The folder. That it is away is found out when a file is written.</param>
    /// <param name="installationMark">What tells the installation from others: <see cref="CloudLinkFileName.MarkOf"/>.</param>
    internal static void RemoveLeftovers(string folder, string installationMark)
    {
        // As the pending files of Linux (.name.csv.XXXXXX) and of Windows (name.csv.xxxxxxxx.tmp) are called.
        var leftover = new Regex(
            @"^\.?(interval|contact|agentstatus)_.+-" + installationMark + @"(-\d+)?\.csv\.([A-Za-z0-9]{6}|[0-9a-f]{8}\.tmp)$", RegexOptions.CultureInvariant, RegexLimit);
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder))
            {
                if (leftover.IsMatch(Path.GetFileName(path)))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // They are harmless, and the next run tries again.
        }
    }

    private static void EnsureFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw XlinkException.Create(nameof(Messages.CloudLinkFolderMissing), XlinkErrorCategory.ObjectNotFound, folder);
        }
    }
}
