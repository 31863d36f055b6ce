using System;
using System.Linq;
using System.Text;
using Xlink.Configuration;

namespace Xlink.Core.Tests.Configuration;

public sealed class IspsUlConfigurationTests
{
    [Fact]
    public void Reads_all_entries_with_whatever_stands_behind_the_third_comma()
    {
        var configuration = Parse("[db]\n1=WFM,0,xlink@company.com,18, = digits;\n 2 = iWFM R4 Hamburg , 0 , xlink ,0A1B\nname=x\n");

        Assert.Equal(["1=WFM,0,xlink@company.com", "2=iWFM R4 Hamburg,0,xlink"], configuration.ServerEntries.Select(entry => entry.ToString()));
        Assert.Equal(["18, = digits;", "0A1B"], configuration.ServerEntries.Select(entry => entry.EncodedPassword));
        Assert.Equal([2, 3], configuration.ServerEntries.Select(entry => entry.Line));
        Assert.Equal(2, configuration.FindServerEntry("iwfm r4 hamburg")!.Index);
        Assert.Null(configuration.FindServerEntry("other"));
        Assert.Empty(Parse("[General]\n").ServerEntries);
    }

    [Theory]
    [InlineData("1=WFM,0,xlink")]
    [InlineData("1=")]
    [InlineData("1= ,0,xlink,x")]
    [InlineData("99999999999=WFM,0,xlink,x")]
    public void A_malformed_entry_is_an_error_with_its_line(string line)
    {
        var error = Assert.Throws<XlinkException>(() => Parse("[DB]\n" + line + "\n").ServerEntries);

        Assert.Equal(("ServerEntryMalformed", 2, "isps_ul.ini"), (error.ErrorId, error.Line, error.FilePath));
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [InlineData("xlink@xxxx.com,<password from generator>", true)]
    [InlineData("xlink@xxxx.com,<Passwort vom Generator>", true)]
    [InlineData("xlink@company.com,<Passwort vom Generator>", true)]
    [InlineData("xlink@xxxx.com,0123", true)]
    [InlineData("xlink@company.com,0123", false)]
    public void Knows_the_placeholders_of_a_fresh_file(string credential, bool isPlaceholder)
        => Assert.Equal(isPlaceholder, Assert.Single(Parse("[DB]\n1=WFM,0," + credential).ServerEntries).IsPlaceholder);

    [Fact]
    public void An_entry_shows_no_password()
        => Assert.DoesNotContain("geheim", Assert.Single(Parse("[DB]\n1=WFM,0,xlink,geheim").ServerEntries).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("1=WFM,0,a,b", "1=WFM,0,xlink@company.com,0A1B")]
    [InlineData("1 = \"WFM, 0 , a , b , c\" ", "1 = \"WFM, 0 , xlink@company.com , 0A1B\" ")]
    [InlineData("1=WFM,0,,", "1=WFM,0,xlink@company.com,0A1B")]
    [InlineData("1=WFM,0,\ta\t,\t", "1=WFM,0,\txlink@company.com\t,0A1B\t")]
    public void Setting_a_credential_changes_user_and_password_only(string before, string after)
    {
        var configuration = Parse("; Ä\n[DB]\n" + before + "\n2=Other,0,x,y\n");

        configuration.SetCredential("wfm", "xlink@company.com", "0A1B");

        Assert.Equal("; Ä\n[DB]\n" + after + "\n2=Other,0,x,y\n", Text(configuration));
    }

    [Fact]
    public void Of_a_duplicate_entry_the_one_that_counts_is_changed()
    {
        var configuration = Parse("[DB]\n1=WFM,0,a,b\n1=WFM,0,c,d\n");

        configuration.SetCredential("WFM", "e", "f");

        Assert.Equal("[DB]\n1=WFM,0,a,b\n1=WFM,0,e,f\n", Text(configuration));
    }

    [Theory]
    [InlineData("a,b", "x", "UserNameInvalid")]
    [InlineData("a\nb", "x", "UserNameInvalid")]
    [InlineData("a\rb", "x", "UserNameInvalid")]
    [InlineData("a\u0007", "x", "UserNameInvalid")]
    [InlineData(" a", "x", "UserNameInvalid")]
    [InlineData("", "x", "UserNameInvalid")]
    [InlineData("a", "geheim\n2=x", "EncodedPasswordInvalid")]
    [InlineData("a", "", "EncodedPasswordInvalid")]
    public void What_does_not_fit_into_the_line_is_refused_and_changes_nothing(string user, string password, string errorId)
    {
        const string Before = "[DB]\n1=WFM,0,a,b\n";
        var configuration = Parse(Before);

        var error = Assert.Throws<XlinkException>(() => configuration.SetCredential("WFM", user, password));

        Assert.Equal(errorId, error.ErrorId);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
        Assert.Equal(Before, Text(configuration));
    }

    [Fact]
    public void A_missing_entry_is_an_error_that_names_file_and_entry()
    {
        var error = Assert.Throws<XlinkException>(() => Parse("[DB]\n").SetCredential("WFM", "a", "b"));

        Assert.Equal(("ServerEntryNotFound", "isps_ul.ini"), (error.ErrorId, error.FilePath));
        Assert.Contains("'WFM'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_the_general_settings_in_any_case()
    {
        var general = Parse("[GENERAL]\nprotocol=1\nLogMaxFileSize = 2048\nLogDir=\"C:\\Xlink Logs\"\nAutomaticMappingCorrection=1\nWriteAlways=0\n").General;

        Assert.Equal(
            new GeneralSettings { Protocol = true, LogMaxFileSize = 2048, LogDir = "C:\\Xlink Logs", AutomaticMappingCorrection = true, WriteAlways = false },
            general);
    }

    [Fact]
    public void Missing_general_settings_have_defaults()
    {
        Assert.Equal(new GeneralSettings(), Parse("").General);
        Assert.Equal((false, 10240, null, false, false), Values(Parse("[General]\nProtocol=\nLogDir=\n").General));

        static (bool, int, string?, bool, bool) Values(GeneralSettings general)
            => (general.Protocol, general.LogMaxFileSize, general.LogDir, general.AutomaticMappingCorrection, general.WriteAlways);
    }

    [Theory]
    [InlineData("WriteAlways=yes")]
    [InlineData("Protocol=2")]
    [InlineData("LogMaxFileSize=0")]
    [InlineData("LogMaxFileSize=99999999999")]
    [InlineData("LogMaxFileSize=10.240")]
    public void A_general_setting_that_is_no_such_value_is_an_error_with_its_line(string line)
    {
        var error = Assert.Throws<XlinkException>(() => Parse("[General]\n" + line).General);

        Assert.Equal(("ConfigurationValueInvalid", 2), (error.ErrorId, error.Line));
        Assert.Contains(line.Split('=')[0], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void External_systems_are_all_other_sections()
    {
        var configuration = Parse("[DB]\n[ACD 1]\nSource=x\n[general]\n[Zürich] ; text\n[ACD 1]\nSource=y\n");

        Assert.Equal(["ACD 1", "Zürich"], configuration.ExternalSystems.Select(section => section.Name));
        Assert.Equal("y", configuration.FindExternalSystem("acd 1")!.GetValue("source"));
        Assert.Null(configuration.FindExternalSystem("DB"));
        Assert.Null(configuration.FindExternalSystem("other"));
    }

    [Fact]
    public void A_value_of_an_external_system_adds_the_section_where_it_is_missing()
    {
        var configuration = Parse("[DB]\r\n1=WFM,0,a,b\r\n");

        configuration.SetExternalSystemValue("CSV", "Source", "C:\\ACD");
        configuration.SetExternalSystemValue("CSV", "Groups", "A;B");

        Assert.Equal("[DB]\r\n1=WFM,0,a,b\r\n\r\n[CSV]\r\nSource=C:\\ACD\r\nGroups=A;B\r\n", Text(configuration));
    }

    [Theory]
    [InlineData("db")]
    [InlineData("General")]
    [InlineData("")]
    public void A_section_that_is_something_else_is_no_external_system(string name)
        => Assert.Equal(
            "ExternalSystemNameInvalid",
            Assert.Throws<XlinkException>(() => Parse("").SetExternalSystemValue(name, "Source", "x")).ErrorId);

    [Fact]
    public void Is_found_in_a_folder_whatever_its_case_and_saved_there()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("Isps_Ul.INI", "[DB]\n1=WFM,0,a,b\n");

        var configuration = IspsUlConfiguration.Load(folder.Path);
        configuration.SetCredential("WFM", "c", "d");
        configuration.Save();

        Assert.Equal(folder["Isps_Ul.INI"], configuration.FilePath, ignoreCase: OperatingSystem.IsWindows());
        Assert.Equal("d", Assert.Single(IspsUlConfiguration.Load(configuration.FilePath).ServerEntries).EncodedPassword);
        Assert.Equal("FileMissing", Assert.Throws<XlinkException>(() => IspsCfgConfiguration.Load(folder.Path)).ErrorId);
    }

    private static IspsUlConfiguration Parse(string text) => new(IniDocument.Parse(Encoding.UTF8.GetBytes(text), "isps_ul.ini"));

    private static string Text(IspsUlConfiguration configuration) => Encoding.UTF8.GetString(configuration.Document.ToBytes());
}
