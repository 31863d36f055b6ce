using System;
using System.IO;
using System.Linq;
using Xlink.Credentials;
using Xlink.Mapping;
using Xlink.Services.AutomaticImports;

namespace Xlink.Core.Tests.Services.AutomaticImports;

public sealed class LastGoodConfigurationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LastGoodConfiguration configuration;

    public LastGoodConfigurationTests()
    {
        using var secret = Secret.From("geheim");
        var password = PasswordEncoding.Open(folder.Path).Protect(secret);
        folder.Write(
            "isps_ul.ini",
            $"[DB]\n1=WFM,0,xlink,{password}\n[General]\nLogMaxFileSize=5\n[CSV]\nSource=acd\nInterval=15\nHeaderLines=1\nGroupColumn=1\nDateColumn=2\nTimeColumn=3\n" +
            "SeparatorCharacter=3\nDateOrder=dmy\nColumnNames=Queue;Date;Time;Calls\nGroups=A\nActivitySource=status\nActivitySeparatorCharacter=3\nActivityTimeSpanType=1\n" +
            "ActivityColumnNames=Agent;Activity;Start;End\nAgentColumn=1\nActivityColumn=2\nActivityStartTimeStampColumn=3\nActivityEndTimeStampColumn=4\nActivityDateOrder=dmy\n");
        folder.Write("isps.cfg", "[IES System WFM]\nName=WFM\nUrl=iwfm://127.0.0.1:1\n");
        folder.Write("acd_map.ini", "WFM:1:2:1001=CSV:A:Calls\nWFM:1:2:1001=$1.BAS\n");
        folder.Write("$1.BAS", "Sub Main()\nResult = Para1\nEnd Sub\n");
        configuration = new LastGoodConfiguration(folder.Path);
    }

    [Theory]
    [InlineData("isps_ul.ini", "HeaderLines=1", "HeaderLines=abc", "HeaderLines")]
    [InlineData("isps_ul.ini", "[CSV]", "[CSW]", "CSV")]
    [InlineData("isps_ul.ini", "LogMaxFileSize=5", "LogMaxFileSize=much", "LogMaxFileSize")]
    [InlineData("isps_ul.ini", "1=WFM,0,", "1=WFM", "isps_ul.ini, line 2")]
    [InlineData("isps_ul.ini", "ActivityColumn=2", "ActivityColumn=two", "ActivityColumn")]
    [InlineData("isps.cfg", "iwfm://", "nothing", "isps.cfg")]
    [InlineData("isps.cfg", "[IES System WFM]\nName=WFM", "[IES System WFN]\nName=WFN", "isps.cfg")]
    [InlineData("acd_map.ini", "WFM:1:2:1001=CSV", "WFM:1:2=CSV", "acd_map.ini, line 1")]
    [InlineData("$1.BAS", "Para1", "Para1 *", "$1.BAS")]
    [InlineData("$1.BAS", "Para1", "Para2", "$1.BAS")]
    public void A_broken_edit_leaves_the_last_good_one_and_is_told_once_until_it_is_mended(string file, string good, string broken, string named)
    {
        var before = configuration.Read(out var news);
        Assert.Equal((null, null), (news, configuration.Error));

        Edit(file, good, broken);
        var kept = configuration.Read(out news);
        Assert.Same(before, kept);
        Assert.Contains(named, news, StringComparison.Ordinal);
        Assert.EndsWith("the last good configuration stays in force.", news, StringComparison.Ordinal);
        Assert.Equal(news, configuration.Error);

        Assert.Same(before, configuration.Read(out news));
        Assert.Null(news);
        Assert.NotNull(configuration.Error);

        Edit(file, broken, good);
        Assert.NotSame(before, configuration.Read(out news));
        Assert.Equal("The configuration is good again and in force.", news);
        Assert.Null(configuration.Error);
    }

    [Theory]
    [InlineData("isps_ul.ini")]
    [InlineData("isps.cfg")]
    [InlineData("acd_map.ini")]
    [InlineData("$1.BAS")]
    public void What_was_read_stays_what_it_was_while_a_file_is_away(string file)
    {
        configuration.Read(out _);
        Directory.CreateDirectory(folder["away"]);
        File.Move(folder[file], folder["away/file"]);

        var kept = configuration.Read(out var news);

        Assert.Contains(file, news, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("1", kept.Settings.FindExternalSystem("CSV")!.GetValue("HeaderLines"));
        Assert.Equal("$1.BAS", kept.Map.Mappings.Single().ScriptFile);
        Assert.Equal(1, kept.GetScript("$1.BAS").ParameterCount);
        using var login = kept.GetLogin("WFM");
        Assert.Equal("xlink", login.UserName);
    }

    [Fact]
    public void A_good_edit_is_taken()
    {
        configuration.Read(out _);
        Edit("acd_map.ini", "A:Calls", "A:Other");

        Assert.Equal(SourcePath.Parse("CSV:A:Other"), configuration.Read(out var news).Map.Mappings.Single().Sources.Single());
        Assert.Null(news);
    }

    [Fact]
    public void Without_a_good_one_the_files_are_taken_as_they_are()
    {
        Edit("isps_ul.ini", "HeaderLines=1", "HeaderLines=abc");

        Assert.Equal("abc", configuration.Read(out var news).Settings.FindExternalSystem("CSV")!.GetValue("HeaderLines"));
        Assert.Equal((null, null), (news, configuration.Error));
    }

    [Fact]
    public void A_line_that_was_no_mapping_before_either_is_no_broken_edit()
    {
        Edit("acd_map.ini", "WFM:1:2:1001=$1.BAS\n", "WFM:1:2:1001=$1.BAS\nWFM:1=nothing\n");
        configuration.Read(out _);
        Edit("acd_map.ini", "A:Calls", "A:Other");

        configuration.Read(out var news);

        Assert.Null(news);
    }

    public void Dispose() => folder.Dispose();

    private void Edit(string file, string old, string changed)
    {
        var text = File.ReadAllText(folder[file]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(folder[file], text.Replace(old, changed, StringComparison.Ordinal));
    }
}
