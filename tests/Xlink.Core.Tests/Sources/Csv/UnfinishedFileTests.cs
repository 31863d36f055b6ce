using System;
using System.IO;
using System.Linq;
using System.Text;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Core.Tests.Sources.Csv;

/// <summary>Files that the telephone system is still writing while they are read.</summary>
public sealed class UnfinishedFileTests : IDisposable
{
    private const string Row = "UHD_DE_IN;23.12.2014;08:00;1;0;0\n";
    private const string CutRow = "UHD_DE_IN;23.12.2014;08:15;12;0;1";

    private static readonly LocalDate Day = new(2014, 12, 23);

    private readonly CsvImport import = new();

    [Fact]
    public void A_file_that_was_just_written_and_closed_is_finished()
    {
        this.import.Write("calls.csv", CsvImport.Header + Row);

        AssertRead(this.Read(), calls: [1, double.NaN], isUnfinished: false);
    }

    [Fact]
    public void Of_a_file_that_is_open_for_writing_a_last_line_without_an_end_is_left_out()
    {
        var path = this.import.Write("calls.csv", CsvImport.Header + Row);
        using (var writer = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            writer.Write(Encoding.UTF8.GetBytes(CutRow));
            writer.Flush();
            AssertRead(this.Read(), calls: [1, double.NaN], isUnfinished: true);
            writer.Write("80\n"u8);
        }

        TemporaryFolder.AwaitClosed(path);
        AssertRead(this.Read(), calls: [1, 12], isUnfinished: false);
    }

    [Fact]
    public void Of_a_file_in_UTF16_too()
    {
        var path = this.import.Write("calls.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(CsvImport.Header + Row + CutRow)]);
        using var writer = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);

        AssertRead(this.Read(), calls: [1, double.NaN], isUnfinished: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("UHD_DE_IN")]
    [InlineData("Queue;Date")]
    public void A_file_of_which_only_a_part_of_a_line_is_there_has_no_row_yet(string text)
    {
        var path = this.import.Write("calls.csv", text);
        this.import.Write("other.csv", CsvImport.Header + Row);
        using var writer = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);

        var reading = this.Read();

        Assert.Equal((1, 0), (reading.RowsUsed, reading.RowsSkipped));
        Assert.Equal([text.Length > 0, false], reading.Files.Select(file => file.IsUnfinished));
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_is_unfinished_and_its_last_line_waits()
    {
        var path = this.import.Write("calls.csv", CsvImport.Header + Row + CutRow);

        var reading = this.Read(_ => File.AppendAllText(path, "8"));

        // Whatever of it was read, the row that may have been cut does not count.
        AssertRead(reading, calls: [1, double.NaN], isUnfinished: true);
    }

    [Fact]
    public void A_file_that_is_replaced_while_it_is_read_must_not_be_taken_for_the_one_that_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows replaces no file that is open.");
        var path = this.import.Write("calls.csv", CsvImport.Header + Row);
        var other = Path.Combine(this.import.Installation, "new.csv");
        File.WriteAllText(other, CsvImport.Header + Row + Row);
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(path).AddSeconds(1));

        var reading = this.Read(_ =>
        {
            if (File.Exists(other))
            {
                File.Move(other, path, overwrite: true);
            }
        });

        Assert.True(Assert.Single(reading.Files).IsUnfinished);
    }

    [Fact]
    public void A_file_without_a_last_line_end_is_read_at_once_and_finished_a_minute_later()
    {
        var path = this.import.Write("calls.csv", CsvImport.Header + Row + CutRow);

        AssertRead(this.Read(), calls: [1, 12], isUnfinished: true);

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-2));
        AssertRead(this.Read(), calls: [1, 12], isUnfinished: false);
    }

    [Fact]
    public void Where_a_file_ends_is_where_the_interval_of_its_last_row_does()
    {
        this.import.Write("calls.csv", CsvImport.Header + "UHD_EN_IN;23.12.2014;09:50;1;0;0\n" + Row + "UHD_EN_IN;24.12.2014;08:00;1;0;0\n");

        var file = Assert.Single(this.Read().Files);

        Assert.Equal(Instant.FromUtc(2014, 12, 23, 9, 0), file.LastIntervalEnd);
    }

    public void Dispose() => this.import.Dispose();

    private CallDataReading Read(Action<SourceProgress>? progress = null)
        => new CsvCallDataSource(this.import.Settings).Read(
            this.import.MakeRequest(Day, Day, "UHD_DE_IN:CallsOffered"), progress is null ? null : new ProgressOnTheSpot(progress), TestContext.Current.CancellationToken);

    /// <summary>Looks at the calls of 08:00 and 08:15 and at the one file.</summary>
    private static void AssertRead(CallDataReading reading, double[] calls, bool isUnfinished)
    {
        var values = new double[96];
        reading.CopyValues(0, 0, values);
        Assert.Equal(calls, values[32..34]);
        Assert.Equal(isUnfinished, Assert.Single(reading.Files).IsUnfinished);
        Assert.Equal(isUnfinished ? 1 : 0, reading.Warnings.Count(warning => warning.Contains("still being written", StringComparison.Ordinal)));
        Assert.Equal(0, reading.RowsSkipped);
    }

    private sealed class ProgressOnTheSpot(Action<SourceProgress> report) : IProgress<SourceProgress>
    {
        public void Report(SourceProgress value) => report(value);
    }
}
