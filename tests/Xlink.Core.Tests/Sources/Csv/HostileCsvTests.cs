using System;
using System.IO;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Sources;

namespace Xlink.Core.Tests.Sources.Csv;

public sealed class HostileCsvTests
{
    private const string Good = "UHD_DE_IN;23.12.2014;08:00;1;0;0\n";

    private static readonly LocalDate Day = new(2014, 12, 23);

    [Theory]
    [InlineData("UHD_DE_IN;23.12.2014;08:00;1;0", SkipReason.TooFewColumns)]
    [InlineData("UHD_DE_IN", SkipReason.TooFewColumns)]
    [InlineData("UHD_DE_IN;23.12.2014;08:00;1;0;0;7", SkipReason.TooManyColumns)]
    [InlineData(";;;;;", SkipReason.Date)]
    [InlineData("UHD_DE_IN;31.02.2014;08:00;1;0;0", SkipReason.Date)]
    [InlineData("UHD_DE_IN;23.12.2014;;1;0;0", SkipReason.Time)]
    [InlineData("UHD_DE_IN;23.12.2014;08:00;NaN;0;0", SkipReason.Number)]
    [InlineData("UHD_DE_IN;23.12.2014;08:00;\0;0;0", SkipReason.Number)]
    [InlineData("\0\0\0\0", SkipReason.TooFewColumns)]
    [InlineData("\"UHD_DE_IN;23.12.2014;08:00;1;0;0", SkipReason.UnclosedQuote)]
    [InlineData("\"UHD_DE_IN\"x;23.12.2014;08:00;1;0;0", SkipReason.TextAfterQuote)]
    public void A_malformed_line_is_skipped_with_its_number_and_the_next_one_is_read(string line, SkipReason reason)
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Good + line + "\n" + Good + Good);

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        Assert.Equal(3, reading.Sum());
        var skipped = Assert.Single(reading.SkippedRows);
        Assert.Equal((3, reason), (skipped.Line, skipped.Reason));
        Assert.NotEmpty(skipped.Message);
    }

    [Fact]
    public void Empty_columns_at_the_end_of_a_row_do_not_matter()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;0;; ;\n");

        Assert.Equal(1, import.Read(Day, "UHD_DE_IN:CallsOffered").Sum());
    }

    [Fact]
    public void A_quote_that_stays_open_costs_one_line_and_not_the_rest_of_the_file()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + Good + "\"UHD_DE_IN;23.12.2014;08:00;1;0;0\n" + string.Concat(Enumerable.Repeat(Good, 20_000)));

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        Assert.Equal(20_001, reading.Sum());
        Assert.Equal((3, SkipReason.UnclosedQuote), (reading.SkippedRows.Single().Line, reading.SkippedRows.Single().Reason));
    }

    [Fact]
    public void A_quote_open_at_the_end_of_the_file_costs_one_line()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;23.12.2014;08:00;1;0;\"0\n" + Good + Good.TrimEnd('\n'));

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        Assert.Equal((2, 2), (reading.Sum(), reading.SkippedRows.Single().Line));
    }

    [Fact]
    public void Lines_that_each_open_a_quote_are_skipped_in_reasonable_time()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + string.Concat(Enumerable.Repeat("x\";\"\n", 200_000)) + Good);

        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");

        Assert.Equal(1, reading.Sum());
        Assert.Equal(CallDataReading.MaximumSkippedRowsKept, reading.SkippedRows.Count);
        Assert.True(reading.RowsSkipped > 100_000);
    }

    [Theory]
    [InlineData('x')]
    [InlineData(';')]
    [InlineData('"')]
    [InlineData('\0')]
    public void A_line_of_100_megabytes_is_skipped_without_being_held_in_memory(char character)
    {
        using var import = new CsvImport();
        var path = import.Write("a.csv", CsvImport.Header + Good + "\"");
        using (var file = new StreamWriter(path, append: true, Encoding.ASCII))
        {
            var block = new string(character, 1_000_000);
            for (var i = 0; i < 100; i++)
            {
                file.Write(block);
            }

            file.Write("\r\n" + Good);
        }

        TemporaryFolder.AwaitClosed(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(2, reading.Sum());
        Assert.Equal(3, Assert.Single(reading.SkippedRows).Line);
        Assert.InRange(allocated, 0, 5_000_000);
    }

    [Fact]
    public void Rows_are_read_without_allocating_for_each()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + string.Concat(Enumerable.Repeat(Good + "Other;23.12.2014;08:00;1;0;0\nUHD_DE_IN;24.12.2014;8:15 AM;1;0;0,5\n", 50_000)));
        import.Read(Day, "UHD_DE_IN:CallsOffered", "UHD_DE_IN:AHT");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = import.Read(Day, "UHD_DE_IN:CallsOffered", "UHD_DE_IN:AHT");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((50_000, 50_000, 50_000), (reading.RowsUsed, reading.RowsOfUnknownGroups, reading.RowsOfOtherDays));
        Assert.InRange(allocated, 0, 2_000_000);
    }

    [Fact]
    public void What_a_message_shows_of_a_field_cannot_forge_a_log_line()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + "UHD_DE_IN;\"x\n12/31/99 00:00:00 > Import completed " + new string('y', 5000) + "\";08:00;1;0;0\n" + Good);

        var skipped = Assert.Single(import.Read(Day, "UHD_DE_IN:CallsOffered").SkippedRows);

        Assert.DoesNotContain('\n', skipped.ToString());
        Assert.InRange(skipped.Message.Length, 1, 200);
    }

    [Fact]
    public void Every_skipped_row_is_logged_and_only_the_first_are_kept()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + string.Concat(Enumerable.Repeat("UHD_DE_IN;x;08:00;1;0;0\n", 1500)) + Good);
        var logged = 0;

        var reading = import.Read(import.MakeRequest(Day, Day, "UHD_DE_IN:CallsOffered") with { RowSkipped = _ => logged++ });

        Assert.Equal((1500, 1500L, 1000), (logged, reading.RowsSkipped, reading.SkippedRows.Count));
    }

    [Fact]
    public void Sums_beyond_all_reason_are_an_error_with_file_and_line()
    {
        using var import = new CsvImport();
        import.Write("a.csv", CsvImport.Header + string.Concat(Enumerable.Repeat("UHD_DE_IN;23.12.2014;08:00;999999999;0;0\n", 10_000)));

        var error = Assert.Throws<XlinkException>(() => import.Read(Day, "UHD_DE_IN:CallsOffered"));

        Assert.Equal("SourceSumTooLarge", error.ErrorId);
        Assert.InRange(error.Line!.Value, 9000, 10_001);
    }

    /// <summary>A line without quotes is a row of its own, whatever stands before and after it.</summary>
    [Fact]
    public void Random_text_costs_no_good_line()
        => Prop.ForAll(Gen.Elements("\";\r\n\n \t,AUHD_DE_IN23.12.201408:00;;;\u00E4\0".ToCharArray()).ListOf().ToArbitrary(), characters =>
        {
            using var import = new CsvImport("HeaderLines=0");
            var text = new string(characters.ToArray());
            import.Write("a.csv", Good + text + "\n" + Good);
            var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");
            return reading.RowsUsed >= 2 && reading.GetValues(0, 0)[32] >= 2;
        }).QuickCheckThrowOnFailure();

    /// <summary>What is written with every field quoted, in random places and with random line breaks, is read as what it is.</summary>
    [Fact]
    public void Quoting_changes_nothing()
        => Prop.ForAll(Gen.Elements(0, 1, 2, 3).ListOf().ToArbitrary(), styles =>
        {
            using var import = new CsvImport("HeaderLines=0");
            var text = new StringBuilder();
            foreach (var style in styles)
            {
                text.Append(style switch
                {
                    0 => "UHD_DE_IN;23.12.2014;08:00;1;0;comment\n",
                    1 => "\"UHD_DE_IN\";\"23.12.2014\";\"08:00\";\"1\";\"0\";\"a;\"\"b\"\"\r\nc\"\r\n",
                    2 => "\r\nUHD_DE_IN ;23.12.2014; 08:00 ;\"1\" ;\"\";say \"hi\"\r",
                    _ => "UHD_DE_IN;23.12.2014;08:00;1;\";\n;\";\"\"\"\"\n",
                });
            }

            import.Write("a.csv", text.ToString());
            var reading = import.Read(Day, "UHD_DE_IN:CallsOffered");
            return reading.Sum() == styles.Count && reading.RowsSkipped == 0;
        }).QuickCheckThrowOnFailure();
}
