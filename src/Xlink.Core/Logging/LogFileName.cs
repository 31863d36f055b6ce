using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Xlink.Installation;

namespace Xlink.Logging;

/// <summary>Names of the logs of external systems. Whatever an external system or queue is called, the name is one file in the log folder on every platform.</summary>
public static class LogFileName
{
    private const int LongestName = 120;
    private const string Extension = ".log";
    private const string InvalidCharacters = "<>:\"/\\|?*";

    /// <summary>The interface log of a mapped queue: <c>&lt;external system&gt;_&lt;queue&gt;.log</c> [documented].</summary>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <param name="queue">Name of the queue.</param>
    /// <param name="addition">The value of <c>LogFile</c>, which is added behind the queue with <c>_</c> [our reading]; may be empty.</param>
    /// <returns>
    /// A file name. Characters that a file name cannot have become <c>_</c>; a name that had to be changed or shortened ends with
    /// <c>~</c> and eight digits, so that different queues keep different logs [our reading].
    /// </returns>
    public static string ForQueue(string externalSystem, string queue, string? addition = null)
        => Safe(string.IsNullOrEmpty(addition) ? externalSystem + "_" + queue : externalSystem + "_" + queue + "_" + addition);

    /// <summary>The log of an agent data import: <c>&lt;external system&gt;_agent_import.log</c> [documented].</summary>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <returns>A file name, made safe as in <see cref="ForQueue"/>.</returns>
    public static string ForAgentImport(string externalSystem) => Safe(externalSystem + "_agent_import");

    /// <summary>Whether a log is one of an external system.</summary>
    internal static bool IsOf(string externalSystem, string fileName)
        => fileName.StartsWith(Prefix(externalSystem), System.StringComparison.OrdinalIgnoreCase)
            && fileName.EndsWith(Extension, System.StringComparison.OrdinalIgnoreCase);

    /// <summary>The queue in the name of an external system's log, as far as the name still has it; <see langword="null"/> for an agent import's.</summary>
    internal static string? FindQueue(string externalSystem, string fileName, string? addition)
    {
        if (string.Equals(fileName, ForAgentImport(externalSystem), System.StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var start = Prefix(externalSystem).Length;
        var queue = fileName.Substring(start, System.Math.Max(0, fileName.Length - Extension.Length - start));
        var ending = "_" + addition;
        return ending.Length > 1 && queue.EndsWith(ending, System.StringComparison.OrdinalIgnoreCase) ? queue.Substring(0, queue.Length - ending.Length) : queue;
    }

    private static string Prefix(string externalSystem) => Replace(externalSystem + "_");

    private static string Replace(string name)
        => string.Concat(name.Select(character => IsInvalid(character) ? '_' : character)).TrimStart(' ', '.');

    private static string Safe(string name)
    {
        var safe = Replace(name).TrimEnd(' ', '.');
        safe = SuitePath.IsDeviceName(safe) ? "_" + safe : safe;
        return string.Equals(safe, name, System.StringComparison.Ordinal) && safe.Length <= LongestName
            ? safe + Extension
            : safe.Substring(0, System.Math.Min(safe.Length, LongestName)) + "~" + Digits(name) + Extension;
    }

    private static bool IsInvalid(char character)
        => char.IsControl(character) || char.IsSurrogate(character) || InvalidCharacters.IndexOf(character) >= 0;

    private static string Digits(string name)
    {
        using var algorithm = SHA256.Create();
        return string.Concat(algorithm.ComputeHash(Encoding.Unicode.GetBytes(name)).Take(4).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
