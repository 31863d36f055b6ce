using System;
using System.Collections.Generic;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Core.Tests.Sources.Csv;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Core.Tests.Sources;

/// <summary>Files are brought from the disk before they are read; whatever is wrong with them is left to the reading, and none stays open.</summary>
public sealed class ReadAheadTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_next_files_are_in_the_cache_before_they_are_read_but_no_more_than_the_window()
    {
        var ahead = new ReadAhead(Write(12, 5 * Megabyte));

        ahead.Follow(0);
        await ahead.Bringing;

        // 32 MB: six files and a part of the seventh.
        AssertInCache([5, 5, 5, 5, 5, 5, 2, 0, 0, 0, 0, 0]);

        // Nothing is done for a few bytes.
        ahead.Follow(1 * Megabyte);
        await ahead.Bringing;
        AssertInCache([5, 5, 5, 5, 5, 5, 2, 0, 0, 0, 0, 0]);

        ahead.Follow(11 * Megabyte);
        await ahead.Bringing;
        AssertInCache([5, 5, 5, 5, 5, 5, 5, 5, 3, 0, 0, 0]);

        ahead.Follow(40 * Megabyte);
        await ahead.Bringing;
        AssertInCache([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]);
    }

    [Fact]
    public async Task Where_the_system_cannot_be_told_the_files_are_read()
    {
        var files = Write(5, 9 * Megabyte);
        var ahead = new ReadAhead(files, reads: true);
        File.WriteAllText(files[1].Path, "short");

        ahead.Follow(0);
        await ahead.Bringing;

        // How much more than 32 MB it is the system decides, which reads ahead by itself.
        AssertInCache([9, 0, 9, 5, 0], orMore: true);
    }

    [Fact]
    public async Task What_has_been_read_without_it_is_passed_over()
    {
        var ahead = new ReadAhead(Write(10, 10 * Megabyte));

        ahead.Follow(65 * Megabyte);
        await ahead.Bringing;

        AssertInCache([0, 0, 0, 0, 0, 0, 5, 10, 10, 7]);
    }

    [Fact]
    public async Task Files_that_are_gone_or_have_shrunk_do_not_keep_the_others_away()
    {
        var files = Write(4, 6 * Megabyte);
        var ahead = new ReadAhead(files);
        File.Delete(files[0].Path);
        File.WriteAllText(files[2].Path, "short");

        ahead.Follow(0);
        await ahead.Bringing;

        AssertInCache([6, 0, 6]);
    }

    [Fact]
    public async Task Files_that_are_small_altogether_are_left_to_the_reading()
    {
        var ahead = new ReadAhead(Write(3, 2 * Megabyte));

        ahead.Follow(0);
        await ahead.Bringing;

        AssertInCache([0, 0, 0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void When_a_folder_has_been_read_or_its_reading_is_broken_off_no_file_is_open(bool breaksOff)
    {
        const int Files = 4;
        using var import = new CsvImport();
        var row = "UHD_DE_IN;23.12.2014;08:00;1;0;0\n";
        for (var i = 0; i < Files; i++)
        {
            import.Write($"{i}.csv", CsvImport.Header + string.Concat(Enumerable.Repeat(row, 4 * Megabyte / row.Length)));
        }

        var day = new LocalDate(2014, 12, 23);
        using var stop = new CancellationTokenSource();
        var source = new CsvCallDataSource(import.Settings);
        var progress = new ProgressOnTheSpot(report =>
        {
            if (breaksOff && report.BytesRead > 5 * Megabyte)
            {
                stop.Cancel();
            }
        });

        var exception = Record.Exception(() =>
        {
            var reading = source.Read(import.MakeRequest(day, day, "UHD_DE_IN:CallsOffered"), progress, stop.Token);
            Assert.Equal(Files * (4 * Megabyte / row.Length), reading.RowsUsed);
        });

        Assert.Equal(breaksOff, exception is OperationCanceledException);
        Assert.Equal(breaksOff, exception is not null);
        Assert.Empty(OpenFilesIn(import.Source));
    }

    private static IEnumerable<string> OpenFilesIn(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Directory.GetFiles("/proc/self/fd").Select(descriptor => new FileInfo(descriptor).LinkTarget ?? string.Empty)
                .Where(path => path.StartsWith(folder, StringComparison.Ordinal)).ToList();
        }

        foreach (var path in Directory.GetFiles(folder))
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }

        return [];
    }

    /// <summary>Makes files of which nothing is in the cache: they are holes.</summary>
    private FoundFile[] Write(int count, int length)
    {
        for (var i = 0; i < count; i++)
        {
            using var file = File.Create(this.folder[$"{i:00}.csv"]);
            file.SetLength(length);
        }

        return [.. Paths().Select(FoundFile.Find)];
    }

    private IEnumerable<string> Paths() => Directory.GetFiles(this.folder.Path).Order(StringComparer.Ordinal);

    private void AssertInCache(int[] megabytes, bool orMore = false)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says what is in the cache.");
        Assert.SkipWhen(new DriveInfo(this.folder.Path).DriveFormat == "tmpfs", "The files are in memory anyway.");
        int[] found = [];

        // The disk may take its time.
        _ = SpinWait.SpinUntil(IsAsExpected, TimeSpan.FromSeconds(30));
        Assert.True(IsAsExpected(), $"In the cache: {string.Join(", ", found)}");

        bool IsAsExpected()
        {
            // It is advice: a busy system brings nothing else, but perhaps not all of it.
            found = [.. Paths().Select(CountMegabytesInCache)];
            return found.Zip(megabytes).All(pair => orMore ? pair.First >= pair.Second / 2 : pair.First <= pair.Second) && found.Sum() >= megabytes.Sum() / 2;
        }
    }

    private static int CountMegabytesInCache(string path)
    {
        var length = new FileInfo(path).Length;

        // Another test may start a process, which is born with every file that is open.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var mapping = MemoryMappedFile.CreateFromFile(file, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        using var view = mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        var pages = new byte[(length + Environment.SystemPageSize - 1) / Environment.SystemPageSize];
        Assert.Equal(0, FindPagesInCache(view.SafeMemoryMappedViewHandle.DangerousGetHandle(), (nuint)length, pages));
        return (int)(pages.Count(page => (page & 1) == 1) * (long)Environment.SystemPageSize / Megabyte);
    }

    [DllImport("libc", EntryPoint = "mincore")]
    private static extern int FindPagesInCache(IntPtr start, nuint length, byte[] pages);

    private sealed class ProgressOnTheSpot(Action<SourceProgress> report) : IProgress<SourceProgress>
    {
        public void Report(SourceProgress value) => report(value);
    }
}
