using System;
using System.Diagnostics;
using System.IO;

namespace Xlink.Suite.Tests;

/// <summary>A volume of its own in memory, which can be filled up and made read-only: for root on Linux.</summary>
internal sealed class SmallVolume : IDisposable
{
    internal const string SkipReason = "Only root on Linux can mount a volume here.";

    private SmallVolume(string path) => Path = path;

    internal string Path { get; }

    /// <summary>Mounts a volume on an empty folder; <see langword="null"/> where that is not possible.</summary>
    internal static SmallVolume? TryMount(string path, int kilobytes)
    {
        Directory.CreateDirectory(path);
        return OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={kilobytes}k"), "xlink-test", path)
            ? new SmallVolume(path)
            : null;
    }

    /// <summary>Writes until nothing more fits.</summary>
    internal void Fill()
    {
        using var file = File.Create(System.IO.Path.Combine(Path, "ballast"), bufferSize: 1);
        try
        {
            for (var block = new byte[4096]; ;)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Makes room again.</summary>
    internal void MakeRoom() => File.Delete(System.IO.Path.Combine(Path, "ballast"));

    internal void SetReadOnly(bool isReadOnly) => Assert.True(Run("mount", "-o", "remount," + (isReadOnly ? "ro" : "rw"), Path));

    public void Dispose() => Run("umount", "-l", Path);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
