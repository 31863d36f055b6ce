using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Xlink.Configuration;
using Xlink.Configuration.Keys;

namespace Xlink.Core.Tests.Configuration.Keys;

public sealed class SettingKeysTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Every_key_is_explained(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            Assert.All(ConfigurationKeys.General.Concat(ConfigurationKeys.ExternalSystem), key => Assert.EndsWith(".", key.Explanation, StringComparison.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void A_key_that_two_interfaces_have_is_explained_for_each()
    {
        var files = Keys("GroupColumn=1\nSource=x\n");
        var database = Keys("CallDataTable=calls\nSource=x\n");

        Assert.Contains("Folder", files.Find("source")!.Explanation, StringComparison.Ordinal);
        Assert.Contains("DSN", database.Find("source")!.Explanation, StringComparison.Ordinal);
        Assert.Null(files.Find("QueueSQL"));
        Assert.NotNull(Keys("").Find("QueueSQL"));
    }

    [Theory]
    [InlineData("ACD", "Interval", "17")]
    [InlineData("ACD", "interval", "x")]
    [InlineData("ACD", "HeaderLines", "-1")]
    [InlineData("ACD", "TimeZone", "Europe/Berlni")]
    [InlineData("General", "WriteAlways", "2")]
    public void A_value_that_a_known_key_cannot_have_is_refused_and_nothing_is_changed(string section, string key, string value)
    {
        var configuration = Parse("GroupColumn=1\n");
        var before = configuration.Document.ToBytes();

        Assert.Equal("SourceKeyInvalid", Assert.Throws<XlinkException>(() => configuration.SetSetting(section, key, value)).ErrorId);
        Assert.Equal(before, configuration.Document.ToBytes());
    }

    [Fact]
    public void What_a_section_without_an_interface_means_is_open()
    {
        var configuration = Parse("");

        configuration.SetSetting("New", "Source", "anything");
        configuration.SetSetting("New", "TimeStampColumn", "coalesce(a, b)");
        configuration.SetSetting("New", "Nobody knows", "x");
        configuration.SetSetting("New", "Interval", "");

        Assert.EndsWith(
            "[New]\nSource=anything\nTimeStampColumn=coalesce(a, b)\nNobody knows=x\nInterval=\n", Encoding.UTF8.GetString(configuration.Document.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_are_not_edited_key_by_key()
    {
        Assert.Equal("SettingOfServer", Assert.Throws<XlinkException>(() => Parse("").SetSetting("db", "1", "x")).ErrorId);
        Assert.Equal("SettingOfServer", Assert.Throws<XlinkException>(() => Parse("").RemoveSetting("DB", "1")).ErrorId);
        Assert.Equal(["General", "ACD"], Parse("").SettingSections.Select(section => section.Name));
    }

    [Fact]
    public void A_removed_key_is_gone_with_all_its_lines_and_a_missing_one_is_an_error()
    {
        var configuration = Parse("Groups=A\n; comment\ngroups=B\nGroupColumn=1\n");

        configuration.RemoveSetting("acd", "GROUPS");

        Assert.EndsWith("[ACD]\n; comment\nGroupColumn=1\n", Encoding.UTF8.GetString(configuration.Document.ToBytes()), StringComparison.Ordinal);
        Assert.Equal("SettingNotFound", Assert.Throws<XlinkException>(() => configuration.RemoveSetting("ACD", "Groups")).ErrorId);
    }

    [Fact]
    public void A_slip_of_the_pen_is_found_and_what_is_known_is_none()
    {
        Assert.Equal("GroupColumn", Keys("").FindNearest("GroupColum"));
        Assert.Null(Keys("").FindNearest("groupcolumn"));
        Assert.Null(Keys("").FindNearest("SomethingElseAltogether"));
        Assert.Null(Keys("CallDataTable=x\n").FindNearest("QueueSQLSize"));
    }

    private static SettingKeys Keys(string section) => new(Parse(section), "ACD");

    private static IspsUlConfiguration Parse(string section)
        => new(IniDocument.Parse(Encoding.UTF8.GetBytes("[DB]\n1=WFM,0,xlink,x\n[General]\nProtocol=1\n[ACD]\n" + section), "isps_ul.ini"));
}
