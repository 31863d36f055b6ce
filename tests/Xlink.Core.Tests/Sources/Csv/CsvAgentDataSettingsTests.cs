using System;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Core.Tests.Sources.Csv;

public sealed class CsvAgentDataSettingsTests
{
    [Theory]
    [InlineData("ActivityTimeSpanType=0", "ActivityDurationColumn")]
    [InlineData("ActivitySource=", "ActivitySource")]
    [InlineData("AgentColumn=", "AgentColumn")]
    [InlineData("ActivityColumn=", "ActivityColumn")]
    [InlineData("ActivityTimeSpanType=", "ActivityTimeSpanType")]
    [InlineData("ActivityStartTimeStampColumn=", "ActivityStartDateColumn")]
    [InlineData("ActivityEndTimeStampColumn=", "ActivityEndTimeColumn")]
    [InlineData("ActivityDateOrder=", "ActivityDateOrder")]
    [InlineData("ActivitySeparatorCharacter=", "ActivitySeparatorCharacter")]
    [InlineData("DeleteActivityImportFiles=1", "ActivityDestination")]
    public void A_missing_key_is_named(string line, string key)
    {
        using var import = new CsvAgentImport(line);

        var error = Assert.Throws<XlinkException>(() => import.Settings);

        Assert.Equal("SourceKeyMissing", error.ErrorId);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ActivityTimeSpanType=3")]
    [InlineData("ActivityStartTimeStampColumn=3;x")]
    [InlineData("ActivityStartTimeStampColumn=1;2;3")]
    [InlineData("ActivityStartTimeStampFormat=HH:MM:SS")]
    [InlineData("ActivityStartTimeStampFormat=HH:MM:SS yyyy/mm/dd")]
    [InlineData("MinimumActivityDuration=-1")]
    [InlineData("TimeZone_TimeLink=Europe/Nowhere")]
    [InlineData("ActivityDescriptions=Ready", "ActivityIdentifiers=R;B")]
    [InlineData("DeleteActivityImportFiles=1", "ActivityDestination=status")]
    public void A_wrong_value_is_an_error_with_its_line(params string[] lines)
    {
        using var import = new CsvAgentImport(lines);

        var error = Assert.Throws<XlinkException>(() => import.Settings);

        Assert.Equal("SourceKeyInvalid", error.ErrorId);
        Assert.Equal("isps_ul.ini", error.FilePath);
        Assert.NotNull(error.Line);
    }

    [Fact]
    public void A_column_beyond_the_names_is_an_error()
    {
        using var import = new CsvAgentImport("ActivityStartTimeStampColumn=3;5");

        Assert.Equal("SourceColumnBeyondNames", Assert.Throws<XlinkException>(() => import.Settings).ErrorId);
    }

    [Fact]
    public void Agent_data_has_folders_of_its_own()
    {
        using var import = new CsvAgentImport("Source=calls", "Destination=done", "DeleteImportFiles=2", "DeleteActivityImportFiles=1", "ActivityDestination=status-done");

        Assert.EndsWith("status", import.Settings.Source, StringComparison.Ordinal);
        Assert.EndsWith("status-done", import.Settings.Destination, StringComparison.Ordinal);
        Assert.Equal(SourceFileAction.Move, import.Settings.FileAction);
    }

    [Theory]
    [InlineData("ActivitySource=status", true)]
    [InlineData("ActivitySource=", false)]
    [InlineData("Source=calls", false)]
    public void A_section_has_agent_data_if_it_names_their_folder(string line, bool expected)
        => Assert.Equal(expected, CsvAgentDataSettings.IsIn(new TestSection("CSV", line)));
}
