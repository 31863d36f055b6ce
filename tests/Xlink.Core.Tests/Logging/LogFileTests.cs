using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Core.Tests.Installation;
using Xlink.Logging;

namespace Xlink.Core.Tests.Logging;

public sealed class LogFileTests : IDisposable
{
    private const int Processes = 3;
    private const int LinesPerProcess = 3000;

    private readonly TemporaryFolder folder = new();

    private string LogPath => folder["isps_ul.log"];

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void A_line_has_the_documented_form_in_every_culture(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        using var log = new LogFile(LogPath, 0, () => new DateTime(2022, 3, 17, 12, 15, 48));

        log.Write(LogLevel.Info, "Größe: 1");
        log.Write(LogLevel.Warning, "careful");
        log.Write(LogLevel.Error, "Enterprise Server 1 not available");

        Assert.Equal(
            Encoding.UTF8.GetBytes(string.Concat(new[]
            {
                "03/17/22 12:15:48 > Größe: 1", "03/17/22 12:15:48 > Warning: careful", "03/17/22 12:15:48 > Error: Enterprise Server 1 not available",
            }.Select(line => line + Environment.NewLine))),
            File.ReadAllBytes(LogPath));
    }

    [Fact]
    public void Entries_are_added_to_what_is_there()
    {
        folder.Write("isps_ul.log", "old\n");
        using (var log = new LogFile(LogPath))
        {
            log.Write(LogLevel.Info, "new");
        }

        Assert.StartsWith("old\n", File.ReadAllText(LogPath), StringComparison.Ordinal);
        Assert.EndsWith(" > new" + Environment.NewLine, File.ReadAllText(LogPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_breaks_and_control_characters_cannot_forge_an_entry()
    {
        using var log = new LogFile(LogPath);

        log.Write(LogLevel.Info, "Queue a\r\n03/17/22 12:15:48 > Error: forged\u0085\u2028\u2029\t\0\u001b[31m C:\\new");

        var entry = Assert.Single(LogReader.Read(LogPath));
        Assert.Equal("Queue a\\r\\n03/17/22 12:15:48 > Error: forged\\u0085\\u2028\\u2029\\t\\u0000\\u001B[31m C:\\new", entry.Text);
        Assert.Single(File.ReadAllLines(LogPath));
    }

    [Fact]
    public void An_endless_text_is_cut()
    {
        using var log = new LogFile(LogPath);

        log.Write(LogLevel.Info, new string('x', 1_000_000));

        Assert.InRange(new FileInfo(LogPath).Length, 8192, 10_000);
    }

    [Fact]
    public void The_folder_of_a_log_is_made()
    {
        using var log = new LogFile(folder[Path.Combine("logs", "new", "a.log")]);

        log.Write(LogLevel.Info, "text");

        Assert.Single(LogReader.Read(log.Path));
    }

    [Fact]
    public void A_full_file_is_renamed_and_five_are_kept()
    {
        using var log = new LogFile(LogPath, 100, () => new DateTime(2022, 3, 17, 12, 15, 48));
        for (var number = 1; number <= 8; number++)
        {
            log.Write(LogLevel.Info, number.ToString(CultureInfo.InvariantCulture).PadLeft(60));
        }

        Assert.Equal(
            ["isps_ul.log", "isps_ul.log.1", "isps_ul.log.2", "isps_ul.log.3", "isps_ul.log.4", "isps_ul.log.5"], Suite.List(folder.Path));
        Assert.EndsWith(" 8", Assert.Single(LogReader.Read(LogPath)).Text, StringComparison.Ordinal);
        Assert.EndsWith(" 3", Assert.Single(LogReader.Read(LogPath + ".5")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_is_in_KB_and_a_file_just_as_long_is_not_renamed()
    {
        folder.Write("isps_ul.log", new string('x', 1024 - 23 - Environment.NewLine.Length));
        using var log = new LogFile(LogPath, maximumKilobytes: 1);

        log.Write(LogLevel.Info, "abc");
        Assert.Equal(1024, new FileInfo(LogPath).Length);
        Assert.False(File.Exists(LogPath + ".1"));

        log.Write(LogLevel.Info, "d");
        Assert.Equal(1024, new FileInfo(LogPath + ".1").Length);
    }

    [Fact]
    public void Where_renaming_is_impossible_the_file_grows_on()
    {
        // A folder that is not empty stands where the oldest file would be deleted.
        folder.Write(Path.Combine("isps_ul.log.5", "file"));
        using var log = new LogFile(LogPath, 100, () => DateTime.Now);

        for (var i = 0; i < 10; i++)
        {
            log.Write(LogLevel.Info, new string('x', 60));
        }

        Assert.Equal(10, LogReader.Read(LogPath).Count());
        Assert.Equal(0, log.FailedWrites);
    }

    [Fact]
    public void A_log_that_was_deleted_or_moved_away_begins_anew()
    {
        using var log = new LogFile(LogPath);
        log.Write(LogLevel.Info, "before");
        File.Move(LogPath, LogPath + ".moved");

        var limit = Stopwatch.StartNew();
        while (!File.Exists(LogPath) && limit.Elapsed < TimeSpan.FromSeconds(30))
        {
            log.Write(LogLevel.Info, "after");
        }

        Assert.True(File.Exists(LogPath));
    }

    [Fact]
    public void A_log_that_cannot_be_written_throws_nothing_counts_and_later_says_what_is_missing()
    {
        Directory.CreateDirectory(LogPath);
        var told = new List<Exception>();
        using var log = new LogFile(LogPath) { PauseAfterFailure = TimeSpan.Zero, LogFailed = error => told.Add(error) };

        log.Write(LogLevel.Info, "lost 1");
        log.Write(LogLevel.Info, "lost 2");
        Directory.Delete(LogPath);
        log.Write(LogLevel.Info, "kept");

        Assert.Equal(2, log.FailedWrites);
        Assert.Equal(2, told.Count);
        Assert.Equal(["2 entries could not be written to this log.", "kept"], LogReader.Read(LogPath).Select(entry => entry.Text));
    }

    [Fact]
    public void After_a_failure_nothing_is_tried_for_a_while_and_a_listener_that_throws_does_no_harm()
    {
        Directory.CreateDirectory(LogPath);
        using var log = new LogFile(LogPath) { PauseAfterFailure = TimeSpan.FromHours(1), LogFailed = _ => throw new InvalidOperationException() };

        log.Write(LogLevel.Info, "lost 1");
        Directory.Delete(LogPath);
        log.Write(LogLevel.Info, "lost 2");

        Assert.Equal(2, log.FailedWrites);
        Assert.False(File.Exists(LogPath));
    }

    [Fact]
    public void With_Protocol_0_only_warnings_and_errors_are_written()
    {
        using var file = new LogFile(LogPath);
        foreach (var log in new[] { new XlinkLog(file, protocol: false), new XlinkLog(file, protocol: true) })
        {
            log.Info("i");
            log.Warning("w");
            log.Error("e");
        }

        Assert.Equal(
            [(LogLevel.Warning, "w"), (LogLevel.Error, "e"), (LogLevel.Info, "i"), (LogLevel.Warning, "w"), (LogLevel.Error, "e")],
            LogReader.Read(LogPath).Select(entry => (entry.Level, entry.Text)));
    }

    [Fact]
    public void A_log_is_for_its_owner_and_group()
    {
        using var log = new LogFile(LogPath);
        log.Write(LogLevel.Info, "text");
        Assert.Equal("640", UnixMode.Get(LogPath));

        UnixMode.Set(folder.Path, "2770");
        using var shared = new LogFile(folder["shared.log"]);
        shared.Write(LogLevel.Info, "text");
        Assert.Equal(OperatingSystem.IsLinux() ? "660" : "640", UnixMode.Get(shared.Path));
    }

    [Fact]
    public async Task No_line_is_lost_because_somebody_renames_the_file_just_now()
    {
        using var stop = new CancellationTokenSource();
        var renaming = Task.Run(
            () =>
            {
                for (var number = 0; !stop.IsCancellationRequested; number++)
                {
                    try
                    {
                        File.Move(LogPath, folder[string.Create(CultureInfo.InvariantCulture, $"isps_ul.{number % 2}")], overwrite: true);
                    }
                    catch (FileNotFoundException)
                    {
                        // There is none at the moment.
                    }
                }
            },
            TestContext.Current.CancellationToken);
        var lost = new List<string>();
        for (var number = 0; number < LinesPerProcess; number++)
        {
            using var log = new LogFile(LogPath, 0, () => DateTime.Now) { LogFailed = error => lost.Add(error.Message) };
            log.Write(LogLevel.Info, "a line");
        }

        await stop.CancelAsync();
        await renaming;
        Assert.Empty(lost);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task Lines_of_several_processes_are_all_there_and_whole(long maximumLength)
    {
        var argument = string.Create(CultureInfo.InvariantCulture, $"{maximumLength}|{folder.Path}");
        var processes = Enumerable.Range(0, Processes).Select(_ => TestProcess.Start(typeof(LogFileTests), nameof(Write_many_lines), argument)).ToList();
        await Poll.UntilAsync(() => Directory.GetFiles(folder.Path, "ready*").Length == Processes, "the processes are ready");
        folder.Write("go");
        foreach (var process in processes)
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }

        var files = Directory.GetFiles(folder.Path, "isps_ul.log*");
        var texts = files.SelectMany(LogReader.Read).Select(entry => entry.Text).ToList();
        Assert.Equal(Processes * LinesPerProcess, texts.Count);
        Assert.All(texts, text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        Assert.Equal(Processes * LinesPerProcess, texts.Distinct().Count());
        if (maximumLength > 0)
        {
            Assert.InRange(files.Length, 3, 1 + LogFile.FullFilesKept);

            // While one process renames the file the others write on: the limit is not exact.
            Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, maximumLength * 3 / 2));
        }
    }

    [Fact(Explicit = true)]
    public void Write_many_lines()
    {
        var argument = TestProcess.Argument.Split('|', 2);
        var path = argument[1];
        using var log = new LogFile(Path.Combine(path, "isps_ul.log"), long.Parse(argument[0], CultureInfo.InvariantCulture), () => DateTime.Now);
        File.WriteAllText(Path.Combine(path, "ready" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), string.Empty);
        SpinWait.SpinUntil(() => File.Exists(Path.Combine(path, "go")), TimeSpan.FromSeconds(60));
        for (var number = 0; number < LinesPerProcess; number++)
        {
            log.Write(LogLevel.Info, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {number}."));
        }

        Assert.Equal(0, log.FailedWrites);
    }

    public void Dispose() => folder.Dispose();
}
