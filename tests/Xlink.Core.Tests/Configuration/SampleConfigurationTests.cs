using System;
using System.Linq;
using System.Text;
using Xlink.Configuration;
using Xlink.Mapping;
using Xlink.Sources.Universal;
using Xlink.Targets;

namespace Xlink.Core.Tests.Configuration;

public sealed class SampleConfigurationTests
{
    [Theory]
    [InlineData(IspsUlConfiguration.FileName)]
    [InlineData(IspsCfgConfiguration.FileName)]
    [InlineData(AcdMap.FileName)]
    public void Samples_are_ASCII_with_Windows_line_ends(string name)
    {
        var text = Encoding.Latin1.GetString(SampleFile.Read(name));

        Assert.DoesNotContain(text, character => character is (> '~' or < ' ') and not ('\r' or '\n'));
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text.Replace("\r\n", string.Empty, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', text.Replace("\r\n", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public void The_sample_of_isps_ul_has_the_documented_placeholders_and_no_external_system()
    {
        var configuration = IspsUlConfiguration.Load(SampleFile.Folder);

        var entry = Assert.Single(configuration.ServerEntries);
        Assert.Equal(
            (1, "WFM", "0", "xlink@xxxx.com", "<password from generator>", true),
            (entry.Index, entry.Name, entry.SecondField, entry.UserName, entry.EncodedPassword, entry.IsPlaceholder));
        Assert.Empty(configuration.ExternalSystems);
        Assert.Equal(10240, configuration.General.LogMaxFileSize);
    }

    [Fact]
    public void The_sample_of_isps_cfg_has_the_documented_placeholder()
    {
        var server = Assert.Single(IspsCfgConfiguration.Load(SampleFile.Folder).Servers);

        Assert.Equal(("WFM", "iwfms://iwfm-xxxx.injixo.com:45054"), (server.Name, server.UrlText));
    }

    [Fact]
    public void The_sample_of_acd_map_maps_nothing_yet()
    {
        var map = AcdMap.Load(SampleFile.Folder);

        Assert.Empty(map.Mappings);
        Assert.Empty(map.Findings);
    }

    [Fact]
    public void A_first_set_up_changes_the_placeholders_and_nothing_else()
    {
        var agent = new IspsUlConfiguration(IniDocument.Parse(SampleFile.Read("isps_ul.ini"), "isps_ul.ini"));
        var client = new IspsCfgConfiguration(IniDocument.Parse(SampleFile.Read("isps.cfg"), "isps.cfg"));

        agent.SetCredential("WFM", "xlink@company.com", "0123456789ABCDEF01");
        client.SetServer(null, ServerUrl.Parse("iwfm://dein-servername:45054"));

        Assert.Equal(
            Text(SampleFile.Read("isps_ul.ini"))
                .Replace("xlink@xxxx.com,<password from generator>", "xlink@company.com,0123456789ABCDEF01", StringComparison.Ordinal),
            Text(agent.Document.ToBytes()));
        Assert.Equal(
            Text(SampleFile.Read("isps.cfg")).Replace("iwfms://iwfm-xxxx.injixo.com:45054", "iwfm://dein-servername:45054", StringComparison.Ordinal),
            Text(client.Document.ToBytes()));
        Assert.Contains("Url                     = \"iwfm://dein-servername:45054\"\r\n", Text(client.Document.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_commented_example_is_the_documented_one()
    {
        var lines = Text(SampleFile.Read("isps_ul.ini")).Split("\r\n");
        var section = lines.SkipWhile(line => line != ";[CSV]").Where(line => !line.StartsWith("; ", StringComparison.Ordinal)).Select(line => line.TrimStart(';'));
        var csv = IniDocument.Parse(Encoding.ASCII.GetBytes(string.Join('\n', section)), "x.ini").FindSection("CSV")!;

        Assert.Equal(
            ("1", "2", "3", "1", "15", "6", "dmy", "UHD_DE_IN;UHD_EN_IN", "Queue;Date;Time;CallsOffered;CallsHandled;AHT"),
            (csv.GetValue("GroupColumn"), csv.GetValue("DateColumn"), csv.GetValue("TimeColumn"), csv.GetValue("HeaderLines"), csv.GetValue("Interval"),
                csv.GetValue("AHTColumn"), csv.GetValue("DateOrder"), csv.GetValue("Groups"), csv.GetValue("ColumnNames")));
    }

    [Fact]
    public void The_commented_example_of_a_database_can_be_used_as_it_stands()
    {
        var lines = Text(SampleFile.Read("isps_ul.ini")).Split("\r\n");
        var section = lines.SkipWhile(line => line != ";[ODBC]").Where(line => !line.StartsWith("; ", StringComparison.Ordinal)).Select(line => line.TrimStart(';'));

        var settings = UniversalCallDataSettings.FromSection(IniDocument.Parse(Encoding.ASCII.GetBytes(string.Join('\n', section)), "x.ini").FindSection("ODBC")!);

        Assert.Equal(("ACD", "xlink_reader"), (settings.Connection.DataSource, settings.Connection.User));
        Assert.Equal(["offered", "talk", "CASE WHEN offered > 0 THEN 1 ELSE 0 END"], settings.ValueTypes.Select(value => value.Expression));
        Assert.Equal(("interval_start", TimeStampType.DateTime, "UTC", 15), (settings.TimeStamp.Expression, settings.TimeStamp.Type, settings.TimeZone.ToString(), settings.IntervalMinutes));
    }

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
