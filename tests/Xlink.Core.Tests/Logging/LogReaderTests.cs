using System;
using System.IO;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Logging;
using Xlink.Text;

namespace Xlink.Core.Tests.Logging;

public sealed class LogReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Lines_are_read_with_time_level_text_and_number()
    {
        var path = folder.Write("isps_uls.log", "\uFEFFVendor Xlink 5.11\r\n03/17/22 12:15:48 > Starting up ISPS Xlink.\r\n\r\n12/31/99 23:59:59 > Error: a > b\n   at line 7\n02/29/23 00:00:00 > no such day\n03/17/22 12:15:49 > Warning: last");
        var first = new DateTime(2022, 3, 17, 12, 15, 48);
        var second = new DateTime(2099, 12, 31, 23, 59, 59);

        Assert.Equal(
        [
            new LogEntry(null, LogLevel.Info, "Vendor Xlink 5.11", path, 1),
            new LogEntry(first, LogLevel.Info, "Starting up ISPS Xlink.", path, 2),
            new LogEntry(second, LogLevel.Error, "a > b", path, 4),
            new LogEntry(second, LogLevel.Info, "   at line 7", path, 5),
            new LogEntry(second, LogLevel.Info, "02/29/23 00:00:00 > no such day", path, 6),
            new LogEntry(first.AddSeconds(1), LogLevel.Warning, "last", path, 7),
        ],
            LogReader.Read(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("03/17/22")]
    [InlineData("03/17/22 12:15:48")]
    [InlineData("03/17/22 12:15:48 >")]
    [InlineData("3/17/22 12:15:48 > text")]
    [InlineData("13/17/22 12:15:48 > text")]
    [InlineData("03/17/22 24:15:48 > text")]
    [InlineData("03-17-22 12:15:48 > text")]
    [InlineData("0\u0663/17/22 12:15:48 > text")]
    public void Another_form_is_text_without_a_time(string line)
    {
        var path = folder.Write("a.log", line + "\nx");

        Assert.Equal(line.Length == 0 ? ["x"] : [line, "x"], LogReader.Read(path).Select(entry => entry.Text));
        Assert.All(LogReader.Read(path), entry => Assert.Null(entry.Time));
    }

    [Fact]
    public void Lines_of_the_original_in_Windows_1252_stand_beside_ours_in_UTF8()
    {
        const string Vendor = "03/17/22 12:15:48 > Datei für Köln: 5 € „fertig“";
        const string Ours = "03/17/22 12:15:49 > Änderung an Straße: 日本";
        byte[] pair = [.. Windows1252Encoding.Instance.GetBytes(Vendor + "\r\n"), .. Encoding.UTF8.GetBytes(Ours + "\n")];
        var path = folder.Write("a.log", [.. Enumerable.Repeat(pair, 2000).SelectMany(bytes => bytes)]);

        var texts = LogReader.Read(path).Select(entry => entry.Text).ToList();

        Assert.Equal(4000, texts.Count);
        Assert.All(texts.Chunk(2), lines => Assert.Equal([Vendor[20..], Ours[20..]], lines));
    }

    [Fact]
    public void Every_byte_of_a_log_is_shown()
    {
        byte[] content = [.. Enumerable.Range(0, 256).Where(value => value is not ('\r' or '\n')).Select(value => (byte)value)];
        var path = folder.Write("a.log", content);

        Assert.Equal(Windows1252Encoding.Instance.GetString(content), LogReader.Read(path).Single().Text);
    }

    [Fact]
    public void An_endless_line_is_cut_and_the_next_one_is_whole()
    {
        var path = folder.Write("a.log", new string('\0', 5_000_000) + "\n03/17/22 12:15:48 > text");

        var entries = LogReader.Read(path).ToList();

        Assert.Equal([65536, 4], entries.Select(entry => entry.Text.Length));
        Assert.Equal(2, entries[1].Line);
    }

    [Fact]
    public void A_missing_log_is_named()
    {
        var error = Assert.Throws<XlinkException>(() => LogReader.Read(folder["a.log"]).Count());

        Assert.Equal(("FileNotFound", folder["a.log"]), (error.ErrorId, error.FilePath));
    }

    [Fact]
    public void A_log_is_read_while_it_is_written()
    {
        using var log = new LogFile(folder["a.log"]);
        log.Write(LogLevel.Info, "first");
        using var entries = LogReader.Read(log.Path).GetEnumerator();
        Assert.True(entries.MoveNext());

        log.Write(LogLevel.Info, "second");

        Assert.Equal(0, log.FailedWrites);
        Assert.Equal(["first", "second"], LogReader.Read(log.Path).Select(entry => entry.Text));
    }

    [Fact]
    public void Whatever_is_written_is_read_back_as_one_entry_at_its_time()
        => Prop.ForAll<DateTime, string>((time, text) =>
        {
            var second = new DateTime(2000 + (time.Year % 100), time.Month, DateTime.IsLeapYear(time.Year) ? Math.Min(time.Day, 28) : time.Day, time.Hour, time.Minute, time.Second);
            File.Delete(folder["any.log"]);
            using (var log = new LogFile(folder["any.log"], 0, () => second))
            {
                log.Write(LogLevel.Warning, text ?? string.Empty);
            }

            var entry = LogReader.Read(folder["any.log"]).Single();
            return entry.Time == second && entry.Level == LogLevel.Warning && entry.Line == 1;
        }).QuickCheckThrowOnFailure();

    public void Dispose() => folder.Dispose();
}
