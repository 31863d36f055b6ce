using System;
using System.IO;
using System.Linq;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Csv;
using Xlink.Sources.Formats;

namespace Xlink.Core.Tests.Sources.Csv;

public sealed class CsvCallDataSettingsTests
{
    private static readonly string[] Example =
    [
        "Source=acd", "SeparatorCharacter=3", "GroupColumn=1", "DateColumn=2", "TimeColumn=3", "HeaderLines=1", "Interval=15", "AHTColumn=6",
        "ColumnNames=Queue;Date;Time;CallsOffered;CallsHandled;AHT", "Groups=UHD_DE_IN;UHD_EN_IN", "DateOrder=dmy",
    ];

    [Fact]
    public void Reads_the_documented_example()
    {
        var settings = Read();

        Assert.Equal(("CSV", ';', 1, 15, DateOrder.Dmy), (settings.ExternalSystem, settings.Separator, settings.HeaderLines, settings.IntervalMinutes, settings.DateOrder));
        Assert.Equal((1, 2, 3, 6, null), (settings.GroupColumn, settings.DateColumn, settings.TimeColumn, settings.AhtColumn, settings.TimeStampColumn));
        Assert.Equal(["UHD_DE_IN", "UHD_EN_IN"], settings.Groups);
        Assert.Equal([("CallsOffered", 4), ("CallsHandled", 5), ("AHT", 6)], settings.Metrics);
        Assert.Equal(SourceFileAction.Leave, settings.FileAction);
        Assert.Empty(settings.Warnings);
        Assert.Equal(Path.Combine(Path.GetTempPath(), "acd"), settings.Source);
    }

    [Fact]
    public void Reads_the_other_documented_keys()
    {
        var settings = Read(
            "SubGroupColumn=2", "SubGroups=Voice;Chat", "TimeStampColumn=3", "DateColumn=", "TimeColumn=0", "DeleteImportFiles=1", "Destination=done",
            "TimeZone=-3.5", "Protocol=1", "LogFile=east", "AHTWeightColumn=5", "SeparatorCharacter=2", "DateOrder=YMD");

        Assert.Equal(2, settings.SubGroupColumn);
        Assert.Equal(["Voice", "Chat"], settings.SubGroups);
        Assert.Equal((3, null, null), (settings.TimeStampColumn, settings.DateColumn, settings.TimeColumn));
        Assert.Equal((SourceFileAction.Move, Path.Combine(Path.GetTempPath(), "done")), (settings.FileAction, settings.Destination));
        Assert.Equal(Offset.FromHoursAndMinutes(-3, -30), settings.TimeZone.Offset);
        Assert.Equal(("east", 5), (settings.InterfaceLog?.Addition, settings.AhtWeightColumn));
        Assert.Equal((',', DateOrder.Ymd), (settings.Separator, settings.DateOrder));
    }

    [Theory]
    [InlineData("1", '\t')]
    [InlineData("2", ',')]
    [InlineData("3", ';')]
    [InlineData("4", '|')]
    public void Knows_the_separators(string number, char separator) => Assert.Equal(separator, Read("SeparatorCharacter=" + number).Separator);

    [Fact]
    public void A_sub_group_column_of_0_is_none() => Assert.Null(Read("SubGroupColumn=0").SubGroupColumn);

    [Fact]
    public void A_semicolon_at_the_end_of_a_list_is_ignored_with_a_warning()
    {
        var settings = Read("Groups=A;B;", "ColumnNames=Queue;Date;Time;CallsOffered;CallsHandled;AHT;");

        Assert.Equal(["A", "B"], settings.Groups);
        Assert.Equal(6, settings.ColumnNames.Count);
        Assert.Equal(2, settings.Warnings.Count);
        Assert.Contains(settings.Warnings, warning => warning.Contains("isps_ul.ini, line 13", StringComparison.Ordinal) && warning.Contains("Groups", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(@"data\acd")]
    [InlineData("data/acd")]
    [InlineData("./data/x/../acd/")]
    public void Both_slashes_separate_folders_on_every_platform(string source)
        => Assert.Equal(
            Path.Combine(Path.GetTempPath(), "data", "acd"),
            Read("Source=" + source).Source.TrimEnd(Path.DirectorySeparatorChar));

    [Theory]
    [InlineData("DateOrder=dym", "DateOrder", "dmy, mdy or ymd")]
    [InlineData("SeparatorCharacter=7", "SeparatorCharacter", "3 (semicolon)")]
    [InlineData("SeparatorCharacter=;", "SeparatorCharacter", "3 (semicolon)")]
    [InlineData("GroupColumn=0", "GroupColumn", "1 to 6")]
    [InlineData("GroupColumn=-1", "GroupColumn", "1 to 6")]
    [InlineData("GroupColumn=Queue", "GroupColumn", "1 to 6")]
    [InlineData("DateColumn=0", "DateColumn", "1 to 6")]
    [InlineData("AHTColumn=six", "AHTColumn", "1 to 6")]
    [InlineData("Interval=20", "Interval", "15, 30 or 60")]
    [InlineData("HeaderLines=-1", "HeaderLines", "0 or more")]
    [InlineData("TimeZone=19", "TimeZone", "-08:00")]
    [InlineData("TimeZone=Europe/Berlni", "TimeZone", "Europe/Berlin")]
    [InlineData("DeleteImportFiles=3", "DeleteImportFiles", "2 (delete them)")]
    [InlineData("Protocol=2", "Protocol", "0 or 1")]
    [InlineData("Groups=;", "Groups", "semicolons")]
    public void A_wrong_value_is_an_error_with_line_key_and_remedy(string line, string key, string remedy)
    {
        var error = Assert.Throws<XlinkException>(() => Read(line));

        Assert.Equal(("SourceKeyInvalid", "isps_ul.ini", 13), (error.ErrorId, error.FilePath, error.Line));
        Assert.Contains("isps_ul.ini, line 13: In section [CSV], " + key, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Source")]
    [InlineData("SeparatorCharacter")]
    [InlineData("GroupColumn")]
    [InlineData("Groups")]
    [InlineData("DateColumn")]
    [InlineData("TimeColumn")]
    [InlineData("DateOrder")]
    [InlineData("ColumnNames")]
    [InlineData("Interval")]
    public void A_missing_key_is_an_error(string key)
    {
        var section = new TestSection("CSV", Example.Where(line => !line.StartsWith(key + "=", StringComparison.Ordinal)));

        var error = Assert.Throws<XlinkException>(() => CsvCallDataSettings.FromSection(section, Path.GetTempPath()));

        Assert.Equal("SourceKeyMissing", error.ErrorId);
        Assert.Contains("Section [CSV] has no " + key + ".", error.Message, StringComparison.Ordinal);
        Assert.Contains(key + "=", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Sub_groups_are_needed_for_a_sub_group_column()
        => Assert.Equal("SourceKeyMissing", Assert.Throws<XlinkException>(() => Read("SubGroupColumn=2")).ErrorId);

    [Theory]
    [InlineData("GroupColumn=7", "GroupColumn is 7")]
    [InlineData("AHTColumn=99", "AHTColumn is 99")]
    [InlineData("AHTWeightColumn=7", "AHTWeightColumn is 7")]
    public void A_column_beyond_the_names_is_an_error(string line, string message)
    {
        var error = Assert.Throws<XlinkException>(() => Read(line));

        Assert.Equal(("SourceColumnBeyondNames", 13), (error.ErrorId, error.Line));
        Assert.Contains(message + ", but ColumnNames has only 6 names", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_value_columns_of_the_same_name_are_an_error()
        => Assert.Equal("SourceNameRepeated", Assert.Throws<XlinkException>(() => Read("ColumnNames=Queue;Date;Time;Calls;Calls;AHT")).ErrorId);

    [Fact]
    public void Unnamed_columns_carry_no_values()
        => Assert.Equal([("Calls", 4), ("AHT", 6)], Read("ColumnNames=;;;Calls;;AHT").Metrics);

    [Theory]
    [InlineData("Destination=")]
    [InlineData("Destination=acd")]
    [InlineData(@"Destination=.\acd\")]
    public void Moving_needs_another_folder(string destination)
        => Assert.StartsWith("SourceKey", Assert.Throws<XlinkException>(() => Read("DeleteImportFiles=1", destination)).ErrorId, StringComparison.Ordinal);

    private static CsvCallDataSettings Read(params string[] more)
        => CsvCallDataSettings.FromSection(new TestSection("CSV", [.. Example, .. more]), Path.GetTempPath());
}
