using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;

namespace Xlink.Logging;

/// <summary>
/// A log file that several processes write at once (service, interface, manual import). A line is one write in the documented form,
/// UTF-8 without byte order mark, with this platform's line end [our reading].
/// </summary>
/// <remarks>
/// A file that would grow beyond its limit becomes <c>isps_ul.log.1</c>, the one before that <c>.2</c>, up to <c>.5</c>; what was
/// <c>.5</c> is deleted [our reading]. While one process renames, the others write on; where renaming is not possible the file grows on. No failure of the log ever reaches the caller:
/// it is counted, told to <see cref="LogFailed"/>, and once writing works again a line says how many entries are missing.
/// </remarks>
public sealed class LogFile : IDisposable
{
    /// <summary>The default of <c>LogMaxFileSize</c> in KB [documented].</summary>
    public const int DefaultMaximumKilobytes = 10240;

    /// <summary>How many full files are kept beside the current one.</summary>
    public const int FullFilesKept = 5;

    // The handle is opened anew that often, in case somebody deleted or moved the file.
    private static readonly TimeSpan HandleLifetime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailedRotation = TimeSpan.FromSeconds(60);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly object sync = new();
    private readonly Func<DateTime> now;
    private readonly long maximumLength;
    private readonly Stopwatch time = Stopwatch.StartNew();

    private AppendOnlyFile? file;
    private TimeSpan openedAt;
    private TimeSpan retryAt;
    private TimeSpan rotateAt;
    private long missing;

    /// <summary>Names the file; it is made with the first entry, and so is its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximumKilobytes">The value of <c>LogMaxFileSize</c>; 0 or less for no limit [our reading].</param>
    public LogFile(string path, int maximumKilobytes = DefaultMaximumKilobytes)
        : this(path, maximumKilobytes * 1024L, () => DateTime.Now)
    {
    }

    internal LogFile(string path, long maximumLength, Func<DateTime> now)
    {
        Path = System.IO.Path.GetFullPath(path);
        this.maximumLength = maximumLength > 0 ? maximumLength : long.MaxValue;
        this.now = now;
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>Entries that could not be written since this object was made.</summary>
    public long FailedWrites { get; private set; }

    /// <summary>Told why entries cannot be written, once per failed attempt. What it throws is ignored.</summary>
    public Action<Exception>? LogFailed { get; set; }

    /// <summary>How long nothing is tried after a failure, so that a dead network share does not hold up the import with every line.</summary>
    internal TimeSpan PauseAfterFailure { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Appends an entry with the current local time. Never throws.</summary>
    /// <param name="level">How serious it is.</param>
    /// <param name="text">One entry; never a secret. Line breaks and control characters are shown as <c>\n</c> and the like; beyond 8,192 characters it is cut.</param>
    public void Write(LogLevel level, string text)
    {
        lock (sync)
        {
            if (time.Elapsed < retryAt)
            {
                CountFailure();
                return;
            }

            try
            {
                if (missing > 0)
                {
                    Append(LogLine.Format(now(), LogLevel.Error, MessageText.Format(nameof(Messages.LogEntriesMissing), missing)));
                    missing = 0;
                }

                Append(LogLine.Format(now(), level, text));
            }
            catch (Exception error)
            {
                Fail(error);
            }
        }
    }

    /// <summary>Closes the file; a later entry opens it again.</summary>
    public void Dispose()
    {
        lock (sync)
        {
            Close();
        }
    }

    private void Append(string line)
    {
        var bytes = Utf8.GetBytes(line + Environment.NewLine);
        var current = Open();
        if (current.Length + bytes.Length > maximumLength && time.Elapsed >= rotateAt && current.Length > 0)
        {
            Rotate(bytes.Length);
            current = Open();
        }

        current.Append(bytes);
    }

    private AppendOnlyFile Open()
    {
        if (file is not null && time.Elapsed - openedAt > HandleLifetime)
        {
            Close();
        }

        if (file is null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            file = AppendOnlyFile.Open(Path);
            openedAt = time.Elapsed;
        }

        return file;
    }

    private void Close()
    {
        file?.Dispose();
        file = null;
    }

    /// <summary>Renames the full file, unless another process is at it or has done so. A name that is taken is never overwritten.</summary>
    private void Rotate(int upcoming)
    {
        Close();
        try
        {
            using var guard = TryLock(Path);
            if (guard is not null && new FileInfo(Path).Length + upcoming > maximumLength)
            {
                ShiftNames();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The file grows until whatever forbids the renaming has gone.
            rotateAt = time.Elapsed + PauseAfterFailedRotation;
        }
    }

    /// <summary>The files of a log, the oldest entries first: the full ones that may be there, and the current one.</summary>
    internal static IEnumerable<string> PathsOf(string path) => Enumerable.Range(1, FullFilesKept).Reverse().Select(number => FullName(path, number)).Append(path);

    /// <summary>Keeps processes from rotating a log; <see langword="null"/> while one does. They write on meanwhile.</summary>
    internal static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void ShiftNames()
    {
        File.Delete(FullName(Path, FullFilesKept));
        for (var number = FullFilesKept - 1; number >= 1; number--)
        {
            if (File.Exists(FullName(Path, number)))
            {
                File.Move(FullName(Path, number), FullName(Path, number + 1));
            }
        }

        File.Move(Path, FullName(Path, 1));
    }

    private static string FullName(string path, int number) => FormattableString.Invariant($"{path}.{number}");

    private void Fail(Exception error)
    {
        Close();
        CountFailure();
        retryAt = time.Elapsed + PauseAfterFailure;
        try
        {
            LogFailed?.Invoke(error);
        }
        catch (Exception)
        {
            // The caller of the log must not suffer from its listener.
        }
    }

    private void CountFailure()
    {
        FailedWrites++;
        missing++;
    }
}
