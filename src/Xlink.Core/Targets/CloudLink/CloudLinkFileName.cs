using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Xlink.Files;

namespace Xlink.Targets.CloudLink;

/// <summary>
/// The name of a Cloud Link file [our reading]: kind, external system, day and run, for example
/// <c>interval_InvisionAcd1_2014-12-23_20260101T101500000Z-1a2b3c4d.csv</c>. A later run has the greater name, less its number.
/// </summary>
/// <param name="Kind">What the file holds.</param>
/// <param name="ExternalSystem">The external system that its rows come from; several, with <c>+</c> between them, where their values make rows together.</param>
/// <param name="Day">The local day of its rows, in the WFM server's zone.</param>
/// <param name="Run">The run that wrote it: when it began, in UTC, and what tells the installation from others.</param>
public sealed record CloudLinkFileName(CloudLinkFileKind Kind, string ExternalSystem, LocalDate Day, string Run)
{
    /// <summary>How the names end; nothing else that lies in the folder does.</summary>
    public const string Extension = ".csv";

    // A file system takes 255 bytes, and a name may come to three bytes a character.
    private const int MaximumSystemLength = 180;

    private static readonly string[] Kinds = ["interval", "contact", "agentstatus"];

    /// <summary>The run without the number that a file of it has whose name was taken: imports of one run into several servers write some of the same name.</summary>
    internal string RunWithoutNumber => string.Join("-", Run.Split('-').Take(2));

    /// <summary>That number; 1 where there is none.</summary>
    internal int Number
        => Run.Length > RunWithoutNumber.Length && int.TryParse(Run.Substring(RunWithoutNumber.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;

    /// <summary>Makes the name of a run.</summary>
    /// <param name="start">When it began.</param>
    /// <param name="installation">What tells the installation from others: <see cref="MarkOf"/>.</param>
    /// <returns>For example <c>20260101T101500000Z-1a2b3c4d</c>.</returns>
    internal static string NewRun(Instant start, string installation)
        => InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmssfff'Z'").Format(start) + "-" + installation;

    /// <summary>Eight hexadecimal digits that tell an installation from others that write into the same folder.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    internal static string MarkOf(string installationPath)
    {
        using var hash = SHA256.Create();
        return HexText.Write(hash.ComputeHash(Encoding.UTF8.GetBytes(Environment.MachineName + "|" + Path.GetFullPath(installationPath)))).Substring(0, 8).ToLowerInvariant();
    }

    /// <summary>Takes a name apart.</summary>
    /// <param name="path">The file, with or without its folder.</param>
    /// <returns>The name, or <see langword="null"/> if it is not one of these.</returns>
    public static CloudLinkFileName? Parse(string path)
    {
        var name = Path.GetFileName(path);
        if (!name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        name = name.Substring(0, name.Length - Extension.Length);
        var (first, last) = (name.IndexOf('_'), name.LastIndexOf('_'));
        var middle = last > 0 ? name.LastIndexOf('_', last - 1) : -1;
        if (first < 0 || middle <= first)
        {
            return null;
        }

        var kind = Array.IndexOf(Kinds, name.Substring(0, first));
        var day = LocalDatePattern.Iso.Parse(name.Substring(middle + 1, last - middle - 1));
        return kind < 0 || !day.Success
            ? null
            : new CloudLinkFileName((CloudLinkFileKind)kind, Uri.UnescapeDataString(name.Substring(first + 1, middle - first - 1)), day.Value, name.Substring(last + 1));
    }

    /// <summary>The name with its extension. What Windows or Linux do not take in a name stands there as <c>%</c> and two hexadecimal digits per byte.</summary>
    /// <returns>The name.</returns>
    public override string ToString()
        => Kinds[(int)Kind] + "_" + string.Join("+", ExternalSystem.Split('+').Select(Escape)) + "_" + LocalDatePattern.Iso.Format(Day) + "_" + Run + Extension;

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var part in Encoding.UTF8.GetBytes(text))
        {
            if (part is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (byte)'-' or (byte)'_' or (byte)'.' or (byte)' ')
            {
                escaped.Append((char)part);
            }
            else
            {
                escaped.Append('%').Append(part.ToString("X2", CultureInfo.InvariantCulture));
            }

            if (escaped.Length > MaximumSystemLength)
            {
                break;
            }
        }

        return escaped.ToString();
    }
}
