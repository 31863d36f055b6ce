using System;
using System.Linq;
using NodaTime;

namespace Xlink.Core.Tests.Sources.Csv;

public sealed class LikelyCauseTests
{
    private const string Row = "UHD_DE_IN;23.12.2014;08:00;1;0;0\n";

    private static readonly LocalDate Day = new(2014, 12, 23);

    [Fact]
    public void Names_a_group_that_differs_in_case()
    {
        using var import = new CsvImport("Groups=uhd_de_in");

        var warning = Assert.Single(Warnings(import, Row, "uhd_de_in:CallsOffered"));

        Assert.Contains("Groups has 'uhd_de_in', the files have 'UHD_DE_IN'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_group_that_differs_in_blanks()
    {
        using var import = new CsvImport("Groups=UHD DE IN");

        Assert.Contains(
            "Groups has 'UHD DE IN', the files have 'UHD  DE IN'",
            Assert.Single(Warnings(import, Row.Replace("UHD_DE_IN", "UHD  DE IN", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_group_that_differs_in_case_even_when_others_match()
    {
        using var import = new CsvImport("Groups=UHD_DE_IN;uhd_en_in");

        var warning = Assert.Single(Warnings(import, Row + Row.Replace("_DE_", "_EN_", StringComparison.Ordinal)));

        Assert.Contains("'uhd_en_in', the files have 'UHD_EN_IN'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_sub_group_that_differs_in_case()
    {
        using var import = new CsvImport("ColumnNames=Queue;Date;Time;Channel;Calls;AHT", "SubGroupColumn=4", "SubGroups=voice");

        Assert.Contains(
            "SubGroups has 'voice', the files have 'VOICE'",
            Assert.Single(Warnings(import, "UHD_DE_IN;23.12.2014;08:00;VOICE;0;0\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_the_names_of_the_files_where_none_is_configured()
    {
        using var import = new CsvImport("Groups=X");

        Assert.Contains(
            "no name in column 1 of the files is in Groups. The files have: 'UHD_DE_IN'",
            Assert.Single(Warnings(import, Row)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", ",", "SeparatorCharacter should probably be 2")]
    [InlineData("2", ";", "SeparatorCharacter should probably be 3")]
    [InlineData("2", "\t", "SeparatorCharacter should probably be 1")]
    [InlineData("2", "|", "SeparatorCharacter should probably be 4")]
    [InlineData("2", "_", "none of the separators")]
    public void Recognises_a_wrong_separator(string configured, string used, string expected)
    {
        using var import = new CsvImport("SeparatorCharacter=" + configured);

        Assert.Contains(expected, Assert.Single(Warnings(import, Row.Replace(";", used, StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_there_is_no_file()
    {
        using var import = new CsvImport();

        Assert.Contains("no file in the folder " + import.Source, Assert.Single(import.Read(Day, "UHD_DE_IN:AHT").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_the_files_have_no_rows()
    {
        using var import = new CsvImport();

        Assert.Contains("no rows after 1 header lines", Assert.Single(Warnings(import, string.Empty)), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_days_the_files_have_instead()
    {
        using var import = new CsvImport();

        var warning = Assert.Single(Warnings(import, Row.Replace("23.12.", "24.12.", StringComparison.Ordinal) + Row.Replace("23.12.", "25.12.", StringComparison.Ordinal)));

        Assert.Contains(
            MessageText.Format(nameof(Messages.SourceCauseOtherDays), Day.PlusDays(1), Day.PlusDays(2), Day, Day), warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dmy", "12/23/2014", "mdy")]
    [InlineData("mdy", "23/12/2014", "dmy")]
    [InlineData("dmy", "2014-12-23", "ymd")]
    [InlineData("ymd", "23.12.2014", "dmy")]
    public void Recognises_a_wrong_date_order(string configured, string date, string expected)
    {
        using var import = new CsvImport("DateOrder=" + configured);

        Assert.Contains(
            $"DateOrder is {configured}, but the files have dates such as '{date}', which look like {expected}",
            Assert.Single(Warnings(import, Row.Replace("23.12.2014", date, StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void Recognises_a_wrong_date_order_by_the_wanted_day()
    {
        using var import = new CsvImport("DateOrder=mdy");
        import.Write("a.csv", CsvImport.Header + Row.Replace("23.12.2014", "03.12.2014", StringComparison.Ordinal));

        Assert.Contains("look like dmy", Assert.Single(import.Read(new LocalDate(2014, 12, 3), "UHD_DE_IN:AHT").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Recognises_a_wrong_date_order_of_timestamps()
    {
        using var import = new CsvImport("TimeStampColumn=2");

        Assert.Contains("look like ymd", Assert.Single(Warnings(import, "UHD_DE_IN;2014-12-23T08:00;;1;0;0\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_all_rows_are_malformed_and_leaves_each_to_its_own_warning()
    {
        using var import = new CsvImport("TimeColumn=4");

        Assert.EndsWith("every row (1) is malformed.", Assert.Single(Warnings(import, Row.Replace(";1;", ";1:1;", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AHTColumn=6", "AHTColumn needs 6", "UHD_DE_IN;23.12.2014;08:00;1;0\n")]
    [InlineData("AHTColumn=", "ColumnNames needs 6", "UHD_DE_IN;23.12.2014;08:00;1;0\n")]
    [InlineData("GroupColumn=5", "GroupColumn needs 5", "23.12.2014;08:00;1\n")]
    public void A_column_that_no_row_has_is_an_error_that_names_key_and_file(string line, string message, string rows)
    {
        using var import = new CsvImport(line);
        var path = import.Write("a.csv", CsvImport.Header + rows + rows);

        var error = Assert.Throws<XlinkException>(() => import.Read(Day, "UHD_DE_IN:CallsOffered"));

        Assert.Equal(("SourceColumnMissing", path, 2), (error.ErrorId, error.FilePath, error.Line));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("[CSV]", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_that_matches_has_no_warning()
    {
        using var import = new CsvImport();

        Assert.Empty(Warnings(import, Row + Row.Replace("UHD_DE_IN", "Other", StringComparison.Ordinal)));
    }

    [Fact]
    public void Says_that_nothing_is_imported_where_the_files_have_rows_but_none_of_a_mapped_group()
    {
        using var import = new CsvImport();

        Assert.Equal(
            MessageText.Format(nameof(Messages.SourceMappedMissing), "CSV", Day, Day, "'UHD_EN_IN'", "Groups"),
            Assert.Single(Warnings(import, Row, "UHD_EN_IN:AHT")));
    }

    [Fact]
    public void A_mapped_group_with_another_spelling_in_the_files_is_told_once()
    {
        using var import = new CsvImport("Groups=UHD_DE_IN;uhd_en_in");

        var warning = Assert.Single(Warnings(import, Row + Row.Replace("_DE_", "_EN_", StringComparison.Ordinal), "uhd_en_in:AHT"));

        Assert.Contains("'uhd_en_in', the files have 'UHD_EN_IN'", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void A_mapped_group_without_a_row_in_a_week_is_told_if_others_have_some_and_in_fewer_days_it_may_have_had_no_calls(int days, bool isTold)
    {
        using var import = new CsvImport("Groups=UHD_DE_IN;RARE_IN;UHD_EN_IN;NOT_MAPPED");
        import.Write("a.csv", CsvImport.Header + Row + Row.Replace("UHD_DE", "RARE", StringComparison.Ordinal));
        import.Write("b.csv", CsvImport.Header + Row.Replace("23.12.", "24.12.", StringComparison.Ordinal));

        var reading = import.Read(Day, Day.PlusDays(days - 1), "UHD_DE_IN:AHT", "UHD_EN_IN:CallsOffered", "UHD_EN_IN:AHT", "RARE_IN:AHT");

        Assert.Equal(
            isTold ? [MessageText.Format(nameof(Messages.SourceMappedPartlyMissing), "CSV", Day, Day.PlusDays(6), "'UHD_EN_IN'", "Groups")] : [],
            reading.Warnings);
    }

    [Fact]
    public void Of_many_mapped_groups_without_rows_some_are_named()
    {
        var names = Enumerable.Range(1, 7).Select(i => "GONE_" + i).ToList();
        using var import = new CsvImport("Groups=UHD_DE_IN;" + string.Join(";", names));
        import.Write("a.csv", CsvImport.Header + Row);

        var reading = import.Read(Day, Day, names.Select(name => name + ":AHT"));

        Assert.Contains("'GONE_1', 'GONE_2', 'GONE_3', 'GONE_4', 'GONE_5' and 2 more.", Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapped_sub_group_without_rows_is_told_with_its_key()
    {
        using var import = new CsvImport("ColumnNames=Queue;Date;Time;Channel;Calls;AHT", "SubGroupColumn=4", "SubGroups=voice;chat");

        Assert.Equal(
            MessageText.Format(nameof(Messages.SourceMappedMissing), "CSV", Day, Day, "'chat'", "SubGroups"),
            Assert.Single(Warnings(import, "UHD_DE_IN;23.12.2014;08:00;voice;0;0\n", "UHD_DE_IN:chat:Calls")));
    }

    private static string[] Warnings(CsvImport import, string rows, string series = "UHD_DE_IN:AHT")
    {
        import.Write("a.csv", CsvImport.Header + rows);
        return [.. import.Read(Day, series).Warnings.Where(warning => !warning.Contains("is mapped, but it is not in", StringComparison.Ordinal))];
    }
}
