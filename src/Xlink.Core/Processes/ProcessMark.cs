using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace Xlink.Processes;

/// <summary>Tells a process from a later one that got the same ID.</summary>
internal static class ProcessMark
{
    /// <summary>The mark of a running process.</summary>
    /// <param name="processId">Its ID.</param>
    /// <returns>The mark, or <see langword="null"/> if no such process runs.</returns>
    internal static string? Of(int processId) => RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? OfLinux(processId) : OfStartTime(processId);

    /// <summary>On Linux a start time moves when the clock is set; the kernel's tick count does not.</summary>
    private static string? OfLinux(int processId)
    {
        try
        {
            var text = File.ReadAllText(string.Format(CultureInfo.InvariantCulture, "/proc/{0}/stat", processId));

            // The command's name stands in parentheses and may hold anything; behind it follow state and 19 fields up to the start time.
            var fields = text.Substring(text.LastIndexOf(')') + 2).Split(' ');
            var hasEnded = fields[0] is "Z" or "X" or "x";
            return hasEnded ? null : File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() + ":" + fields[19];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? OfStartTime(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
