using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.CloudLink;

namespace Xlink.Core.Tests.Targets.CloudLink;

public sealed class CloudLinkFileWriterTests : IDisposable
{
    private static readonly CloudLinkFileName Name = new(CloudLinkFileKind.ContactInterval, "CSV", new LocalDate(2014, 12, 23), "20260101T101500000Z-1a2b3c4d");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_of_the_same_name_is_never_written_over()
    {
        var first = folder.Write(Name.ToString(), "another");

        var second = CloudLinkFileWriter.Write(folder.Path, Name, CloudLinkFormat.ContactIntervals, Rows(1));

        Assert.Equal("interval_CSV_2014-12-23_20260101T101500000Z-1a2b3c4d-2.csv", Path.GetFileName(second));
        Assert.Equal("another", File.ReadAllText(first));
        Assert.Equal(Rows(1), CloudLinkFormat.ContactIntervals.Read(second));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public void Of_many_files_of_one_name_the_one_written_last_counts()
    {
        var written = Enumerable.Range(1, 12).Select(count => CloudLinkFileWriter.Write(folder.Path, Name, CloudLinkFormat.ContactIntervals, Rows(count))).ToList();
        var later = CloudLinkFileWriter.Write(folder.Path, Name with { Run = "20260101T101500001Z-1a2b3c4d" }, CloudLinkFormat.ContactIntervals, []);

        Assert.Equal([.. written, later], new CloudLinkFolder(folder.Path).Find(CloudLinkFileKind.ContactInterval, days: null).Select(file => file.Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_and_not_made()
    {
        var error = Assert.Throws<XlinkException>(() => CloudLinkFileWriter.Write(folder["missing"], Name, CloudLinkFormat.ContactIntervals, Rows(1)));

        Assert.Equal("CloudLinkFolderMissing", error.ErrorId);
        Assert.Contains(folder["missing"], error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["missing"]));
    }

    [Theory]
    [InlineData("size=64k", "DiskFull")]
    [InlineData("size=64k,ro", "FileReadOnly")]
    public async Task A_disk_that_is_full_or_read_only_leaves_nothing(string options, string errorId)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can mount a small disk.");
        Directory.CreateDirectory(folder["disk"]);
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder["disk"]), "This computer does not let root mount.");
        try
        {
            var error = Assert.Throws<XlinkException>(() => CloudLinkFileWriter.Write(folder["disk"], Name, CloudLinkFormat.ContactIntervals, Rows(5000)));

            Assert.Equal(errorId, error.ErrorId);
            Assert.Empty(Directory.GetFileSystemEntries(folder["disk"]));
        }
        finally
        {
            await RunAsync("umount", "-l", folder["disk"]);
        }
    }

    [Fact]
    public void While_a_file_is_written_nothing_can_be_seen_that_Cloud_Link_takes()
    {
        var seen = 0;
        var rows = Rows(3).Select(row =>
        {
            seen += Directory.GetFiles(folder.Path, "*.csv").Length;
            return row;
        });

        CloudLinkFileWriter.Write(folder.Path, Name, CloudLinkFormat.ContactIntervals, rows);

        Assert.Equal(0, seen);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    private static ContactInterval[] Rows(int count) =>
    [
        .. Enumerable.Range(0, count).Select(index => new ContactInterval
        {
            QueueIdentifier = "2",
            QueueName = "German",
            Timestamp = new LocalDateTime(2014, 12, 23, 0, 0).PlusMinutes(index),
            Offered = index,
            Answered = index,
            HandlingTime = index,
        }),
    ];

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
