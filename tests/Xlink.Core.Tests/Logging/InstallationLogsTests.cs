using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Logging;

namespace Xlink.Core.Tests.Logging;

public sealed class InstallationLogsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Xlink => folder["Xlink"];

    [Fact]
    public void Documented_logs_are_found_in_any_case()
    {
        foreach (var name in new[] { "Isps_Ul.log", "isps_uls.log", "DeleteImportFiles.log", "call_tree.log", "other.log", "isps_uls.txt", "isps_uls.log.lock", "isps_uls.log.old" })
        {
            folder.Write("Xlink/" + name);
        }

        Assert.Equal(["call_tree.log", "DeleteImportFiles.log", "Isps_Ul.log", "isps_uls.log"], InstallationLogs.Find(Xlink).Select(log => log.Name));
        Assert.All(InstallationLogs.Find(Xlink), log => Assert.Equal((null, null), (log.ExternalSystem, log.Queue)));
    }

    [Fact]
    public void Logs_of_external_systems_are_found_in_the_installation_and_in_LogDir_with_system_and_queue()
    {
        Configure($"[General]\nLogDir=\"{folder["logs"]}\"\n[ACD]\nLogFile=tx\n[ACD_2]\nLogDir=own\n[My:ACD]\n");
        folder.Write("Xlink/ACD_old.log");
        folder.Write("Xlink/own/ACD_2_Support.log");
        foreach (var name in new[] { "ACD_Hotline_tx.log", "ACD_agent_import.log", "ACD_2_Service 1.log", LogFileName.ForQueue("My:ACD", "Q"), "foreign_Hotline.log", "access.log" })
        {
            folder.Write("logs/" + name);
        }

        Assert.Equal(
            [("ACD_2", "Service 1"), ("ACD_2", "Support"), ("ACD", null), ("ACD", "Hotline"), ("ACD", "old"), ("My:ACD", LogFileName.ForQueue("My:ACD", "Q")["My:ACD_".Length..^".log".Length])],
            InstallationLogs.Find(Xlink).Select(log => (log.ExternalSystem, log.Queue)));
    }

    [Fact]
    public void A_log_of_which_only_a_full_file_is_left_is_one_too()
    {
        folder.Write("Xlink/isps_uls.log.3", "03/17/22 12:15:48 > text\n");

        Assert.Equal("isps_uls.log", Assert.Single(InstallationLogs.Find(Xlink)).Name);
        Assert.Equal("text", Assert.Single(Read()).Text);
    }

    [Fact]
    public void A_broken_configuration_does_not_hide_the_documented_logs()
    {
        Configure("[General]\nLogMaxFileSize=much\n");
        folder.Write("Xlink/isps_ul.log");

        Assert.Equal("isps_ul.log", Assert.Single(InstallationLogs.Find(Xlink)).Name);
    }

    [Fact]
    public void Full_files_come_first_and_all_logs_in_the_order_of_time()
    {
        folder.Write("Xlink/isps_uls.log", "03/17/22 12:00:05 > c\n03/17/22 12:00:09 > d");
        folder.Write("Xlink/isps_uls.log.1", "03/17/22 12:00:02 > b\n");
        folder.Write("Xlink/isps_uls.log.2", "03/17/22 12:00:00 > a\n");
        folder.Write("Xlink/isps_ul.log", "03/17/22 12:00:00 > A\n03/17/22 12:00:07 > Error: B\n  and more\n\n  of it\n03/17/22 12:00:10 > C\n");

        var entries = Read();

        Assert.Equal(["A", "a", "b", "c", "B\n  and more\n  of it", "d", "C"], entries.Select(entry => entry.Text));
        Assert.Equal((LogLevel.Error, "isps_ul.log", Path.Combine(Xlink, "isps_ul.log"), 2L), (entries[4].Level, entries[4].File, entries[4].FilePath, entries[4].Line));
        Assert.Equal(("isps_uls.log", Path.Combine(Xlink, "isps_uls.log.2")), (entries[1].File, entries[1].FilePath));
    }

    [Fact]
    public void Lines_before_the_first_time_are_an_entry_without_one()
    {
        folder.Write("Xlink/call_tree.log", "Vendor\n5.11\n03/17/22 12:00:00 > text\n");

        Assert.Equal([(null, "Vendor\n5.11"), (new DateTime(2022, 3, 17, 12, 0, 0), "text")], Read().Select(entry => (entry.Time, entry.Text)));
    }

    [Fact]
    public void A_file_without_any_time_is_not_one_endless_entry()
    {
        folder.Write("Xlink/call_tree.log", string.Concat(Enumerable.Repeat(new string('x', 999) + "\n", 1000)));

        var entries = Read();

        Assert.Equal(1000 * 999, entries.Sum(entry => entry.Text.Count(character => character == 'x')));
        Assert.All(entries, entry => Assert.InRange(entry.Text.Length, 1, 70_000));
    }

    [Fact]
    public void Entries_are_chosen_by_log_level_and_time_and_the_last_of_them_are_taken()
    {
        folder.Write("Xlink/isps_uls.log", "x\n03/17/22 12:00:00 > Error: a\n03/17/22 12:00:01 > b\n03/17/22 12:00:02 > Warning: c\n03/17/22 12:00:03 > Error: d\n");
        folder.Write("Xlink/isps_ul.log", "03/17/22 12:00:02 > Error: e\n");
        var since = new DateTime(2022, 3, 17, 12, 0, 1);

        Assert.Equal(["b", "e", "c", "d"], Texts(new() { Since = since }));
        Assert.Equal(["a", "e", "d"], Texts(new() { Levels = [LogLevel.Error] }));
        Assert.Equal(["e"], Texts(new() { Name = name => name == "isps_ul.log" }));
        Assert.Equal(["c", "d"], Texts(new() { Since = since, Levels = [LogLevel.Error, LogLevel.Warning], Tail = 2 }));
        Assert.Empty(Texts(new() { Tail = 0 }));
    }

    [Fact]
    public void Following_goes_on_through_rotations_new_logs_and_emptied_ones()
    {
        var expected = new List<string>();
        using var log = new LogFile(Path.Combine(Xlink, "isps_uls.log"), 600, () => DateTime.Now);
        Write("before");
        using var reader = InstallationLogReader.Open(Xlink, new());
        using var entries = reader.Follow(TestContext.Current.CancellationToken).GetEnumerator();
        AssertNext();

        // Seven entries fill a file: no rotation, one, and several between two looks, but not so many that files are gone.
        foreach (var count in new[] { 3, 7, 30, 1, 30 })
        {
            for (var i = 0; i < count; i++)
            {
                Write(FormattableString.Invariant($"{count}:{i:000} ") + new string('x', 50));
            }

            while (expected.Count > 0)
            {
                AssertNext();
            }
        }

        folder.Write("Xlink/isps_ul.log", "03/17/22 12:00:00 > new log\n");
        expected.Add("new log");
        AssertNext();

        InstallationLogs.Clear(InstallationLogs.Find(Xlink).Single(found => found.Name == "isps_uls.log"), _ => true, error => Assert.Fail(error.Message));
        Write("after");
        AssertNext();
        Assert.Equal(0, log.FailedWrites);

        void Write(string text)
        {
            log.Write(LogLevel.Info, text);
            expected.Add(text);
        }

        void AssertNext()
        {
            Assert.True(entries.MoveNext());
            Assert.Equal(expected[0], entries.Current.Text);
            expected.RemoveAt(0);
        }
    }

    [Fact]
    public void Following_waits_for_the_end_of_a_line_and_ends_with_its_token()
    {
        var path = folder.Write("Xlink/isps_uls.log", "03/17/22 12:00:00 > first\n03/17/22 12:00:01 > Err");
        using var stop = new System.Threading.CancellationTokenSource();
        using var reader = InstallationLogReader.Open(Xlink, new());
        using var entries = reader.Follow(stop.Token).GetEnumerator();

        Assert.True(entries.MoveNext());
        Assert.Equal("first", entries.Current.Text);
        File.AppendAllText(path, "or: second\n");
        Assert.True(entries.MoveNext());
        Assert.Equal((LogLevel.Error, "second"), (entries.Current.Level, entries.Current.Text));

        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => entries.MoveNext());
    }

    [Fact]
    public void Clearing_deletes_full_files_and_empties_the_current_one_under_its_writer()
    {
        using var log = new LogFile(Path.Combine(Xlink, "isps_uls.log"));
        log.Write(LogLevel.Info, "old");
        folder.Write("Xlink/isps_uls.log.1", "full");
        var found = Assert.Single(InstallationLogs.Find(Xlink));

        Assert.Empty(InstallationLogs.Clear(found, _ => false, error => Assert.Fail(error.Message)));
        Assert.Equal(2, Directory.GetFiles(Xlink).Length);
        var length = new FileInfo(log.Path).Length;
        Assert.Equal([new RemovedLog(log.Path + ".1", 4, false), new RemovedLog(log.Path, length, true)], InstallationLogs.Clear(found, _ => true, error => Assert.Fail(error.Message)));
        log.Write(LogLevel.Info, "new");

        Assert.Equal(["new"], Read().Select(entry => entry.Text));
        Assert.Equal([log.Path], Directory.GetFiles(Xlink));
    }

    public void Dispose() => folder.Dispose();

    private void Configure(string text) => folder.Write("Xlink/isps_ul.ini", text);

    private List<XlinkLogEntry> Read(LogFilter? filter = null)
    {
        using var reader = InstallationLogReader.Open(Xlink, filter ?? new());
        return [.. reader.ReadToEnd()];
    }

    private IEnumerable<string> Texts(LogFilter filter) => Read(filter).Select(entry => entry.Text);
}
