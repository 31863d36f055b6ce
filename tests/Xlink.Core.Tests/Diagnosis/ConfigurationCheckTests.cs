using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Xlink.Core.Tests.Importing;
using Xlink.Core.Tests.Installation;
using Xlink.Credentials;
using Xlink.Diagnosis;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Diagnosis;

public sealed class ConfigurationCheckTests : IDisposable
{
    private readonly CheckedSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void Nothing_is_wrong_with_the_documented_configuration() => Assert.Empty(site.Check());

    [Fact]
    public void A_fresh_installation_lacks_user_and_address_and_nothing_else()
    {
        foreach (var name in Directory.GetFiles(SampleFile.Folder).Select(Path.GetFileName))
        {
            site.Files.Write("Xlink/" + name, SampleFile.Read(name!));
        }

        Assert.Equal(["CheckUrlPlaceholder", "CredentialNotSet"], site.Check().Select(finding => finding.Id).Order());
    }

    [Fact]
    public void Nothing_is_wrong_with_the_commented_example_of_the_sample()
    {
        var sample = System.Text.Encoding.ASCII.GetString(SampleFile.Read("isps_ul.ini"));
        var section = sample[sample.IndexOf(";[CSV]", StringComparison.Ordinal)..].Split("\r\n").Where(line => !line.StartsWith("; ", StringComparison.Ordinal));
        var text = string.Join('\n', section.Select(line => line.TrimStart(';'))).Replace(@"C:\ACD\Imported", "../done", StringComparison.Ordinal).Replace(@"C:\ACD", "../acd", StringComparison.Ordinal);
        site.Files.Write("done/.keep");
        site.Files.Write("acd/Status/Imported/.keep");
        var ini = site.Read("isps_ul.ini");
        site.Files.Write("Xlink/isps_ul.ini", ini[..ini.IndexOf("[CSV]", StringComparison.Ordinal)] + text + "\n");

        Assert.Empty(site.Check());
    }

    [Fact]
    public void Nothing_is_wrong_with_the_data_of_the_example()
    {
        var data = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "examples", "sample-data");
        var lines = File.ReadAllLines(Directory.GetFiles(data, "*.csv").Single());
        var separator = lines[0].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var names = lines[0].Split(separator);
        Directory.Delete(site.Files["acd"], recursive: true);
        site.Files.Write("acd/calls.csv", string.Join('\n', lines));
        var groups = lines.Skip(1).Select(line => line.Split(separator)[0]).Distinct().ToList();
        site.Files.Write("Xlink/acd_map.ini", string.Empty);
        site.Edit("isps_ul.ini", "SeparatorCharacter=3", "SeparatorCharacter=" + (separator == ';' ? 3 : 2));
        site.Edit("isps_ul.ini", "Queue;Date;Time;CallsOffered;CallsHandled;AHT", string.Join(';', names));
        site.Edit("isps_ul.ini", "UHD_DE_IN;UHD_EN_IN", string.Join(';', groups));
        site.Edit("isps_ul.ini", "AHTColumn=6", "AHTColumn=" + names.Length);

        Assert.Empty(site.Check());
    }

    [Fact]
    public void Reading_changes_nothing()
    {
        site.Edit("isps_ul.ini", "UHD_DE_IN;UHD_EN_IN", "uhd_de_in;UHD_EN_IN;");
        site.Add("isps_ul.ini", "Pwd=secret\nnonsense");
        var before = Snapshot();

        Assert.NotEmpty(site.Check());

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void An_installation_that_may_only_be_read_can_be_checked()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs root on Linux, to become another user.");
        site.Edit("isps_ul.ini", "HeaderLines=1", "HeaderLines=x");
        UnixMode.Set(site.Files.Path, "755");
        IReadOnlyList<ConfigurationFinding> findings = [];

        Assert.IsType<UnauthorizedAccessException>(OtherUser.Run(65534, () => File.WriteAllText(site.Files["Xlink/isps_ul.ini"], "")));
        Assert.Null(OtherUser.Run(65534, () => findings = site.Check()));

        Assert.Equal("HeaderLines", Assert.Single(findings).Key);
    }

    [Fact]
    public void The_worst_file_and_the_worst_finding_come_first()
    {
        site.Edit("isps.cfg", "iwfms://host.injixo.com:45054", "iwfms://host.injixo.com:4711");
        site.Edit("isps_ul.ini", "UHD_DE_IN;UHD_EN_IN", "UHD_DE_IN;UHD_EN_IN;");
        site.Edit("isps_ul.ini", "HeaderLines=1", "HeaderLines=x");

        var findings = site.Check();

        Assert.Equal(findings.OrderBy(finding => finding.Severity), findings);
        Assert.Equal("HeaderLines", findings[0].Key);
        Assert.Equal("isps.cfg", Path.GetFileName(findings[^1].File));
    }

    [Fact]
    public void A_folder_without_an_installation_is_an_error()
        => Assert.Equal("InstallationNotFound", Assert.Throws<XlinkException>(() => ConfigurationCheck.Run(site.Files["acd"])).ErrorId);

    [Theory]
    [InlineData("isps.cfg")]
    [InlineData("acd_map.ini")]
    public void A_missing_file_is_a_finding(string name)
    {
        File.Delete(site.Files["Xlink/" + name]);

        var finding = site.FindOnly("FileMissing");

        Assert.Equal((FindingSeverity.Error, name), (finding.Severity, Path.GetFileName(finding.File)));
    }

    [Fact]
    public void Files_that_differ_in_case_only_are_a_finding()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a file system that tells names by their case.");
        File.Move(site.Files["Xlink/isps.cfg"], site.Files["Xlink/ISPS.cfg"]);
        site.Files.Write("Xlink/Isps.cfg", "");

        Assert.Equal("isps.cfg", Path.GetFileName(site.FindOnly("FileCaseAmbiguous").File));
    }

    [Theory]
    [InlineData("xlink@xxxx.com,0123456789ABCDEF01")]
    [InlineData("xlink@company.com,<password from generator>")]
    [InlineData("xlink@company.com,<Passwort vom Generator>")]
    public void A_placeholder_of_a_fresh_file_is_an_error(string credential)
    {
        site.Edit("isps_ul.ini", "xlink@company.com,0123456789ABCDEF01", credential);

        var finding = site.FindOnly("CredentialNotSet");

        Assert.Equal((FindingSeverity.Error, "DB", 2, "Enterprise Server 1 not available"), (finding.Severity, finding.Section, finding.Line, finding.Symptom));
    }

    [Fact]
    public void Server_entries_may_not_be_missing_malformed_or_there_twice()
    {
        site.Edit("isps_ul.ini", "1=WFM,0,xlink@company.com,0123456789ABCDEF01", "1=WFM,0,xlink@company.com,01\n2=nonsense\n3=WFM,0,xlink@company.com,01");

        Assert.Equal(3, site.Find("ServerEntryMalformed").Line);
        Assert.Equal(4, site.Find("CheckServerEntryTwice").Line);
        site.Edit("isps_ul.ini", "1=WFM,0,xlink@company.com,01\n2=nonsense\n3=WFM,0,xlink@company.com,01\n", "");
        Assert.Equal(FindingSeverity.Error, site.Find("ServerEntryNotFound").Severity);
    }

    [Theory]
    [InlineData("Name = \"WFM\"", "Name = \"wfm\"", "CheckServerNameCase", FindingSeverity.Warning)]
    [InlineData("Name = \"WFM\"", "Name = \"WFN\"", "CheckServerNameDiffers", FindingSeverity.Error)]
    [InlineData("Name = \"WFM\"", "Name = \"Something else\"", "ServerSectionMissing", FindingSeverity.Error)]
    [InlineData("iwfms://host.injixo.com:45054", "iwfms://iwfm-xxxx.injixo.com:45054", "CheckUrlPlaceholder", FindingSeverity.Error)]
    [InlineData("iwfms://host.injixo.com:45054", "https://host.injixo.com:45054", "ConfiguredUrlInvalid", FindingSeverity.Error)]
    [InlineData("iwfms://host.injixo.com:45054", "iwfms://host.injixo.com:x", "ConfiguredUrlInvalid", FindingSeverity.Error)]
    [InlineData("Url  = \"iwfms://host.injixo.com:45054\"", "", "ConfiguredUrlMissing", FindingSeverity.Error)]
    [InlineData("Url  = ", "Ulr = ", "ConfiguredUrlMissing", FindingSeverity.Error)]
    public void The_address_of_a_server_entry_must_be_there_and_readable(string from, string to, string id, FindingSeverity severity)
    {
        site.Edit("isps.cfg", from, to);

        Assert.Equal((severity, "isps.cfg"), (site.Find(id).Severity, Path.GetFileName(site.Find(id).File)));
    }

    [Theory]
    [InlineData("iwfm://host.injixo.com:45054", "CheckCloudWithoutTls")]
    [InlineData("iwfm://host.injixo.com:80", "CheckCloudWithoutTls")]
    [InlineData("iwfms://host.injixo.com:443", "CheckCloudPort")]
    [InlineData("iwfm://wfm-server:443", "CheckPlainOnTlsPort")]
    [InlineData("iwfms://wfm-server:80", "CheckTlsOnPlainPort")]
    public void Port_and_protocol_must_fit_together(string url, string id)
    {
        site.Edit("isps.cfg", "iwfms://host.injixo.com:45054", url);

        var finding = site.FindOnly(id);
        Assert.Equal(("Url", 3, "Enterprise Server 1 not available"), (finding.Key, finding.Line, finding.Symptom));
        Assert.Contains(url, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iwfms://host.injixo.com:80")]
    [InlineData("iwfm://wfm-server:45054")]
    [InlineData("iwfm://192.168.0.1:80")]
    [InlineData("iwfms://wfm-server:443")]
    [InlineData("iwfms://wfm-server:45055")]
    [InlineData("iwfms://wfm-server")]
    public void Documented_addresses_are_right(string url)
    {
        site.Edit("isps.cfg", "iwfms://host.injixo.com:45054", url);

        Assert.Empty(site.Check());
    }

    [Theory]
    [InlineData("iwfm://wfm-server:45055", "CheckPlainOnTlsPort")]
    [InlineData("iwfms://wfm-server:45054", "CheckTlsOnPlainPort")]
    public void The_ports_of_a_server_on_the_same_computer_are_known(string url, string id)
    {
        site.Edit("isps.cfg", "iwfms://host.injixo.com:45054", url);
        site.Add("isps.cfg", "[InVision Enterprise Server]\nServerPort = 45054\nSSLPort = 45055");

        site.FindOnly(id);
    }

    [Theory]
    [InlineData("Name = \"WFM\"", "Name = \u201EWFM\u201C", "Name")]
    [InlineData("Url  = \"iwfms://host.injixo.com:45054\"", "Url  = \"iwfms://host.injixo.com:45054", "Url")]
    [InlineData("Url  = \"iwfms://host.injixo.com:45054\"", "Url  = iwfms://host.injixo.com:45054\"", "Url")]
    public void Quotes_without_a_counterpart_are_removed(string from, string to, string key)
    {
        site.Edit("isps.cfg", from, to);

        Assert.Equal((key, true), (site.Find("CheckQuote").Key, site.Find("CheckQuote").CanFix));
        Assert.Single(ConfigurationRepair.Apply(site.Check()));
        Assert.Empty(site.Check());
    }

    [Theory]
    [InlineData("admin@company.com", true)]
    [InlineData("xlink", true)]
    [InlineData("XLINK2@company.com", false)]
    public void A_user_of_the_cloud_begins_with_xlink(string user, bool isFound)
    {
        site.Edit("isps_ul.ini", "xlink@company.com", user);

        Assert.Equal(isFound, site.Check().Any(finding => finding.Id == "CheckCloudUser"));
        site.Edit("isps.cfg", "host.injixo.com", "wfm-server");
        Assert.Empty(site.Check());
    }

    [Fact]
    public void A_key_that_is_needed_is_missed_with_its_interface()
    {
        site.Edit("isps_ul.ini", "GroupColumn=1\n", "");
        site.Edit("isps_ul.ini", "Interval=15\n", "Interval=\n");

        Assert.Equal(["GroupColumn", "Interval"], site.Check().Where(finding => finding.Id == "SourceKeyMissing").Select(finding => finding.Key!).Order());
    }

    [Theory]
    [InlineData("SubGroupColumn=4", "SubGroups")]
    [InlineData("DeleteImportFiles=1", "Destination")]
    public void A_key_can_be_needed_by_another_one(string line, string key)
    {
        site.Add("isps_ul.ini", line);

        Assert.Equal((key, null), (site.Find("SourceKeyMissing").Key, site.Find("SourceKeyMissing").Line));
    }

    [Fact]
    public void A_timestamp_column_makes_date_and_time_superfluous()
    {
        site.Edit("isps_ul.ini", "DateColumn=2\nTimeColumn=3", "TimeStampColumn=2");
        site.Deliver("UHD_DE_IN;23.12.2014 08:00;x;1;0;0\nUHD_EN_IN;23.12.2014T08:00:00Z;x;1;0;0\n");

        Assert.Empty(site.Check());
    }

    [Theory]
    [InlineData("Interval=15", "Interval=20")]
    [InlineData("SeparatorCharacter=3", "SeparatorCharacter=;")]
    [InlineData("HeaderLines=1", "HeaderLines=-1")]
    [InlineData("DateOrder=dmy", "DateOrder=ddmm")]
    [InlineData("GroupColumn=1", "GroupColumn=A")]
    [InlineData("Protocol=1", "Protocol=yes")]
    [InlineData("LogMaxFileSize=10240", "LogMaxFileSize=10 MB")]
    [InlineData("Interval=15", "Interval=15\nTimeZone=Nowhere/Land")]
    [InlineData("Interval=15", "Interval=15\nDeleteImportFiles=3")]
    public void A_value_that_a_key_cannot_have_is_an_error(string from, string to)
    {
        site.Edit("isps_ul.ini", from, to);

        var key = to.Split('\n')[^1].Split('=');
        var finding = site.Find("SourceKeyInvalid");
        Assert.Equal((FindingSeverity.Error, key[0]), (finding.Severity, finding.Key));
        Assert.Contains("'" + key[1] + "'", finding.Message, StringComparison.Ordinal);
        Assert.StartsWith("Set " + key[0] + " to ", finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-2")]
    [InlineData("-3.5")]
    [InlineData("-08:00")]
    [InlineData("06:30")]
    [InlineData("Europe/Berlin")]
    [InlineData("W. Europe Standard Time")]
    public void Documented_time_zones_are_right(string zone)
    {
        site.Add("isps_ul.ini", "TimeZone=" + zone);

        Assert.Empty(site.Check());
    }

    [Fact]
    public void A_semicolon_at_the_end_of_a_list_is_removed()
    {
        site.Edit("isps_ul.ini", "Groups=UHD_DE_IN;UHD_EN_IN", "Groups = \"UHD_DE_IN;UHD_EN_IN; ;\"");
        site.Edit("isps_ul.ini", "CallsHandled;AHT", "CallsHandled;AHT;");

        Assert.Equal(["ColumnNames", "Groups"], site.Check().Where(finding => finding.Id == "CheckTrailingSemicolon").Select(finding => finding.Key!).Order());
        Assert.Equal(2, ConfigurationRepair.Apply(site.Check()).Count);
        Assert.Contains("Groups = \"UHD_DE_IN;UHD_EN_IN\"\n", site.Read("isps_ul.ini"), StringComparison.Ordinal);
        Assert.Empty(site.Check());
    }

    [Theory]
    [InlineData("CSV", "DateOdrer=dmy", "DateOrder=dmy\n", "DateOrder")]
    [InlineData("CSV", "ColumNames=a;b", "", null)]
    [InlineData("CSV", "TimeZon=2", "", "TimeZone")]
    [InlineData("CSV", "Frobnicate=2", "", null)]
    public void An_unknown_key_is_reported_with_the_nearest_missing_one(string section, string line, string instead, string? nearest)
    {
        if (instead.Length > 0)
        {
            site.Edit("isps_ul.ini", instead, "");
        }

        site.Add("isps_ul.ini", line);

        var finding = site.Find(nearest is null ? "CheckUnknownKey" : "CheckUnknownKeyNear");
        Assert.Equal((section, line.Split('=')[0], nearest is null ? FindingSeverity.Information : FindingSeverity.Warning), (finding.Section, finding.Key, finding.Severity));
        Assert.Contains(nearest ?? string.Empty, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_keys_of_General_and_isps_cfg_are_reported()
    {
        site.Edit("isps_ul.ini", "Protocol=1", "Protocol=1\nWriteAllways=1");
        site.Edit("isps.cfg", "Name =", "Adress = x\nName =");

        Assert.Equal(["Adress", "WriteAllways"], site.Check().Select(finding => finding.Key!).Order());
    }

    [Fact]
    public void Another_telephone_system_s_interface_is_not_judged()
    {
        site.Files.Write("Xlink/isps_ul.ini", site.Read("isps_ul.ini") + "[Avaya]\nHost=acd\nPort=7003\nGroupsToRead=;x;\n");

        Assert.Equal(("Avaya", FindingSeverity.Information), (site.FindOnly("CheckInterfaceUnknown").Section, site.FindOnly("CheckInterfaceUnknown").Severity));
    }

    [Fact]
    public void Documented_keys_of_the_other_interfaces_are_known()
    {
        site.Files.Write("agents/.keep");
        site.Add("isps_ul.ini", string.Join('\n', [
            "[ODBC]", "Source=DSN", "User=u", "Pwd=$$$:4cdNGNkbm9ydGVs", "Interval=15", "TimeZone=-1", "Protocol=0", "LogDir=C:\\Logs", "LogFile=x", "QueueSQL=select a from b", "QueueSQLSize=100",
            "QueueMappingSQL=select a, b from c", "CallDataTable=calls", "QueueNameColumn=q;r", "QueueNameType=0;1", "RetrieveValueTypesUsing=1",
            "ValueTypes=sum(\"\"a;b\"\");count(x, ';')", "ValueTypesSize=100", "ValueTypeFunctions=SUM;COUNT", "TimeStampColumn=\"\"Timestamp\"\"", "TimeStampType=2",
            "ActivitySQL=select a, b from c", "AgentActivityTable=t", "AgentColumn=a", "ActivityColumn=b", "ActivityTimeSpanType=1", "ActivityStartTimeStampColumn=s",
            "ActivityStartTimeStampType=0", "ActivityStartTimeStampFormat=yyyy/mm/dd;HH:MM:SS", "ActivityEndTimeStampColumn=e", "ActivityEndTimeStampType=1", "LogOffActivities=1;2", "MinimumActivityDuration=5",
            "[Agents]", "ActivitySource=../agents", "ActivityDestination=../agents-done", "ActivitySeparatorCharacter=2", "DeleteActivityImportFiles=0", "ActivityHeaderLines=1", "TimeZone_TimeLink=2",
            "ActivityIdentifiers=1;2", "ActivityDescriptions=a;b", "ActivityTimeSpanType=0", "ActivityColumn=1", "AgentColumn=2", "ActivityDateOrder=ymd",
            "ActivityStartTimeStampColumn=3;4", "ActivityStartTimeStampFormat=yyyy/mm/dd;HH:MM:SS", "ActivityDurationColumn=5", "ActivityColumnNames=a;b;c;d;e", "LogOffActivities=2"]));

        Assert.Empty(site.Check());
    }

    [Fact]
    public void The_other_interfaces_need_their_keys_too()
    {
        site.Add("isps_ul.ini", "[ODBC]\nQueueSQL=select a from b\n[Agents]\nActivityTimeSpanType=0\nActivityColumnNames=a;b\nActivityColumn=1\nAgentColumn=3\nActivitySource=../acd");

        var missing = site.Check().Where(finding => finding.Id == "SourceKeyMissing").ToLookup(finding => finding.Section, finding => finding.Key!);
        Assert.Equal(["CallDataTable", "Interval", "QueueNameColumn", "Source", "TimeStampColumn", "ValueTypes"], missing["ODBC"].Order());
        Assert.Equal(["ActivityDurationColumn", "ActivitySeparatorCharacter", "ActivityStartDateColumn", "ActivityStartTimeColumn"], missing["Agents"].Order());
        Assert.Equal("AgentColumn", site.Find("SourceColumnBeyondNames").Key);
    }

    [Fact]
    public void A_key_that_stands_twice_is_pointed_out()
    {
        site.Add("isps_ul.ini", "groupcolumn=1");

        var finding = site.FindOnly("CheckKeyTwice");
        Assert.Equal(("GroupColumn", 20, FindingSeverity.Information), (finding.Key, finding.Line, finding.Severity));
        Assert.Contains("12", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Password")]
    [InlineData("Pwd")]
    public void A_plain_password_is_hidden_and_shown_nowhere(string key)
    {
        site.Add("isps_ul.ini", $"[ACD]\n{key} = gehe;im ü\nHost=x");

        var finding = site.Find("CheckPlainPassword");
        Assert.DoesNotContain("gehe", finding.ToString() + finding.Remedy + finding.Symptom, StringComparison.Ordinal);
        Assert.Single(ConfigurationRepair.Apply(site.Check()));
        var line = Assert.Single(site.Read("isps_ul.ini").Split('\n'), text => text.StartsWith(key + " = $$$:", StringComparison.Ordinal));
        Assert.Equal("gehe;im ü", AcdPassword.Decode(line[(key.Length + 3)..]).Reveal());
        Assert.DoesNotContain(site.Check(), found => found.Id == "CheckPlainPassword");
    }

    [Fact]
    public void A_hidden_password_that_cannot_be_read_is_an_error()
    {
        site.Add("isps_ul.ini", "[ACD]\nPwd=$$$:4cdNGNkbm9\nHost=x");

        Assert.False(site.Find("AcdPasswordMalformed").CanFix);
    }

    [Theory]
    [InlineData("CallDataImport=daily", "CallDataImport=weekly")]
    [InlineData("CallDataImportTime=00:05", "CallDataImportTime=5 past")]
    public void A_schedule_that_cannot_be_read_is_an_error(string from, string to)
    {
        site.Edit("isps_ul.ini", from, to);

        Assert.Equal(("General", FindingSeverity.Error), (site.FindOnly("ScheduleValueInvalid").Section, site.FindOnly("ScheduleValueInvalid").Severity));
    }

    [Fact]
    public void The_folder_of_the_logs_must_be_there_and_absolute()
    {
        site.Edit("isps_ul.ini", "Protocol=1", "Protocol=1\nLogDir=logs");

        Assert.Equal(["CheckLogFolderMissing", "CheckLogFolderRelative"], site.Check().Select(finding => finding.Id).Order());
        site.Files.Write("logs/x.log");
        site.Edit("isps_ul.ini", "LogDir=logs", "LogDir=\"" + site.Files["logs"] + "\"");
        Assert.Empty(site.Check());
    }

    [Fact]
    public void Agent_data_alone_need_no_folder_for_contact_data()
    {
        Directory.CreateDirectory(site.Files["cloud"]);
        site.Add("isps_ul.ini", "[Status]\nTarget=CloudLink\nActivitySource=../cloud\nActivitySeparatorCharacter=3\nActivityTimeSpanType=2\nActivityColumnNames=Agent;Activity;Start\n"
            + "AgentColumn=1\nActivityColumn=2\nActivityStartTimeStampColumn=3\nActivityDateOrder=dmy\n");
        Assert.Equal("Status", Assert.Single(site.Check(), finding => finding.Id == "CheckCloudLinkNoFolder").Section);

        site.Edit("isps_ul.ini", "ActivitySource=../cloud", "ActivitySource=../cloud\nCloudLinkAgentDirectory=../cloud");

        Assert.DoesNotContain(site.Check(), finding => finding.Id.StartsWith("CheckCloudLink", StringComparison.Ordinal));
    }

    [Fact]
    public void Imports_to_Cloud_Link_need_a_folder_and_agent_status_one_of_its_own()
    {
        site.Edit("isps_ul.ini", "Protocol=1", "Protocol=1\nTarget=Both");
        Assert.Equal("CheckCloudLinkNoFolder", Assert.Single(site.Check()).Id);

        site.Edit("isps_ul.ini", "Target=Both", "Target=Both\nCloudLinkDirectory=../cloud");
        Assert.Equal("CloudLinkDirectory", site.FindOnly("CheckCloudLinkFolderMissing").Key);

        Directory.CreateDirectory(site.Files["cloud"]);
        Assert.Empty(site.Check());

        site.DeliverAgents("7;R;23.12.2014;08:00;60\n");
        Assert.Equal("CloudLinkAgentDirectory", site.FindOnly("CheckCloudLinkOneFolder").Key);

        Directory.CreateDirectory(site.Files["agents-out"]);
        site.Edit("isps_ul.ini", "CloudLinkDirectory=../cloud", "CloudLinkDirectory=../cloud\nCloudLinkAgentDirectory=../agents-out");
        Assert.Empty(site.Check());

        site.Edit("isps_ul.ini", "Target=Both", "Target=Both\nCloudLinkOffered=Calls");
        Assert.Equal("CloudLinkOffered", site.FindOnly("SourceKeyInvalid").Key);
    }

    [Fact]
    public void The_folders_of_the_files_must_be_there_and_different()
    {
        site.Edit("isps_ul.ini", @"Source=..\acd", @"Source=..\nowhere");
        Assert.Equal("Source", site.FindOnly("SourceFolderMissing").Key);

        site.Edit("isps_ul.ini", @"Source=..\nowhere", @"Source=..\acd");
        site.Add("isps_ul.ini", "DeleteImportFiles=1\nDestination=../done");
        Assert.Equal("Destination", site.FindOnly("DestinationFolderMissing").Key);

        site.Edit("isps_ul.ini", "Destination=../done", "Destination=../acd/");
        Assert.Equal("Destination", site.Find("SourceKeyInvalid").Key);
    }

    [Fact]
    public void Several_external_systems_may_share_a_folder_only_if_the_files_stay()
    {
        site.Add("isps_ul.ini", "[CSV2]\n" + string.Join('\n', CheckedSite.Csv.Select(key => key.Key + "=" + key.Value)));
        Assert.Empty(site.Check());

        site.Add("isps_ul.ini", "DeleteImportFiles=2");
        Assert.Contains("CSV, CSV2", site.FindOnly("CheckFolderShared").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_beyond_the_names_is_an_error()
    {
        site.Edit("isps_ul.ini", "AHTColumn=6", "AHTColumn=7");

        Assert.Equal("AHTColumn", site.FindOnly("SourceColumnBeyondNames").Key);
    }

    [Fact]
    public void More_names_than_the_files_have_columns_is_an_error()
    {
        site.Edit("isps_ul.ini", "CallsHandled;AHT", "CallsHandled;AHT;Lost");

        var finding = site.FindOnly("CheckColumnBeyondFile");
        Assert.Equal("ColumnNames", finding.Key);
        Assert.Contains("6 columns at most", finding.Message, StringComparison.Ordinal);
        Assert.Contains(site.Files["acd/calls.csv"], finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SeparatorCharacter=2", "CheckSeparator")]
    [InlineData("SeparatorCharacter=4", "CheckSeparator")]
    public void Another_separator_is_recognized(string line, string id)
    {
        site.Edit("isps_ul.ini", "SeparatorCharacter=3", line);

        Assert.Contains("SeparatorCharacter to 3", site.FindOnly(id).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_in_another_case_is_renamed_with_its_mappings_and_nothing_else_changes()
    {
        site.Edit("isps_ul.ini", "Groups=UHD_DE_IN;UHD_EN_IN", "Groups=uhd_de_in; UHD_EN_IN");
        site.Edit("acd_map.ini", "UHD_DE_IN", "uhd_de_in");
        var (ini, map) = (site.Read("isps_ul.ini"), site.Read("acd_map.ini"));

        var finding = site.FindOnly("CheckGroupCase");
        Assert.Equal(("Groups", true), (finding.Key, finding.CanFix));
        Assert.Contains("nothing is imported", finding.Symptom, StringComparison.Ordinal);
        Assert.True(Assert.Single(ConfigurationRepair.Apply([finding])).IsFixed);

        Assert.Equal(ini.Replace("Groups=uhd_de_in", "Groups=UHD_DE_IN", StringComparison.Ordinal), site.Read("isps_ul.ini"));
        Assert.Equal(map.Replace("uhd_de_in", "UHD_DE_IN", StringComparison.Ordinal), site.Read("acd_map.ini"));
        Assert.Empty(site.Check());
        Assert.Empty(ConfigurationRepair.Apply([finding]));
    }

    [Fact]
    public void A_sub_group_in_another_case_is_renamed_too()
    {
        site.Edit("isps_ul.ini", "ColumnNames=Queue;Date;Time;CallsOffered", "SubGroupColumn=4\nSubGroups=Mail;voice\nColumnNames=Queue;Date;Time;Channel");
        site.Edit("isps_ul.ini", "AHTColumn=6\n", "");
        site.Deliver("UHD_DE_IN;23.12.2014;08:00;Voice;0;0\nUHD_EN_IN;23.12.2014;08:15;Mail;1;180\n");
        site.Files.Write("Xlink/acd_map.ini", "WFM:1:2:1001=CSV:UHD_DE_IN:voice:AHT\n");

        Assert.Single(ConfigurationRepair.Apply([site.FindOnly("CheckGroupCase")]));

        Assert.Equal("WFM:1:2:1001=CSV:UHD_DE_IN:Voice:AHT\n", site.Read("acd_map.ini"));
        Assert.Empty(site.Check());
    }

    [Fact]
    public void A_group_that_the_files_spell_in_several_ways_is_left_to_a_person()
    {
        site.Edit("isps_ul.ini", "Groups=UHD_DE_IN", "Groups=uhd_de_in");
        site.Edit("acd_map.ini", "UHD_DE_IN", "uhd_de_in");
        site.Deliver("UHD_DE_IN;23.12.2014;08:00;1;0;0\nUhd_De_In;23.12.2014;08:15;1;1;180\nUHD_EN_IN;23.12.2014;08:30;1;1;150\n");

        Assert.False(site.FindOnly("CheckGroupCase").CanFix);
    }

    [Fact]
    public void Files_that_were_moved_tell_of_groups_too()
    {
        site.Add("isps_ul.ini", "DeleteImportFiles=1\nDestination=../done");
        Directory.Move(site.Files["acd"], site.Files["done"]);
        Directory.CreateDirectory(site.Files["acd"]);
        Assert.Empty(site.Check());

        site.Edit("isps_ul.ini", "UHD_EN_IN", "UHD_en_IN");
        site.Edit("acd_map.ini", "UHD_EN_IN", "UHD_en_IN");
        site.FindOnly("CheckGroupCase");
    }

    [Fact]
    public void Groups_of_which_none_is_in_the_files_are_an_error_and_a_few_are_not()
    {
        site.Deliver("Other 1;23.12.2014;08:00;1;0;0\nOther 2;23.12.2014;08:00;1;0;0\n");
        Assert.Contains("Other 1, Other 2", site.FindOnly("CheckGroupsNotInFiles").Message, StringComparison.Ordinal);

        site.Deliver("Other 1;23.12.2014;08:00;1;0;0\nUHD_DE_IN;23.12.2014;08:00;1;0;0\n");
        Assert.Empty(site.Check());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("Report of the day\n", 2)]
    public void A_header_that_is_data_is_a_row_that_no_import_reads(string header, int headerLines)
    {
        site.Edit("isps_ul.ini", "HeaderLines=1", "HeaderLines=" + headerLines.ToString(CultureInfo.InvariantCulture));
        site.Deliver("UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_EN_IN;23.12.2014;08:15;1;1;180\nUHD_DE_IN;23.12.2014;08:15;1;1;180\n", header: header);

        var finding = site.FindOnly("CheckHeaderIsData");

        Assert.Equal(("HeaderLines", FindingSeverity.Warning, false), (finding.Key, finding.Severity, finding.CanFix));
        Assert.Contains(FormattableString.Invariant($"calls.csv, line {headerLines} "), finding.Message, StringComparison.Ordinal);
        Assert.Contains("'23.12.2014'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Queue;Date;Time;CallsHandled;CallsOffered;AHT\n", "'CallsOffered' in column 4", "column 5")]
    [InlineData("queue;date;time;\"AHT\"; callshandled ;callsoffered\n", "'CallsOffered' in column 4", "column 6")]
    public void A_header_with_the_names_in_other_columns_is_compared_with_ColumnNames(string header, string configured, string found)
    {
        site.Deliver("UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_EN_IN;23.12.2014;08:15;1;1;180\n", header: header);

        var finding = site.FindOnly("CheckHeaderOrder");

        Assert.Equal(("ColumnNames", FindingSeverity.Warning), (finding.Key, finding.Severity));
        Assert.Contains(configured, finding.Message, StringComparison.Ordinal);
        Assert.Contains(found, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Skill;Tag;Zeit;Angebot;Bearbeitet;Dauer\n")]
    [InlineData("QUEUE;DATE;TIME;CALLSOFFERED;CALLSHANDLED;AHT\n")]
    [InlineData("Queue;Date;Time;CallsOffered;CallsHandled;AHT;AHT\n")]
    [InlineData("\n")]
    [InlineData("Report of 23.12.2014\n")]
    public void A_header_of_other_words_is_nobodys_business(string header)
    {
        site.Deliver("UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_EN_IN;23.12.2014;08:15;1;1;180\n", header: header);

        Assert.Empty(site.Check());
    }

    [Theory]
    [InlineData("dmy", "12/23/2014", "mdy")]
    [InlineData("mdy", "23.12.2014", "dmy")]
    [InlineData("dmy", "2014-12-23", "ymd")]
    public void Dates_in_another_order_come_with_the_order_that_fits(string configured, string date, string fitting)
    {
        site.Edit("isps_ul.ini", "DateOrder=dmy", "DateOrder=" + configured);
        site.Deliver($"UHD_DE_IN;{date};08:00;1;0;0\nUHD_EN_IN;{date};08:00;1;0;0\n");

        var finding = site.FindOnly("CheckDateOrder");
        Assert.Equal(("DateOrder", $"Set DateOrder to {fitting}."), (finding.Key, finding.Remedy));
        Assert.Contains(date, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UHD_DE_IN;Tuesday;08:00;1;0;0\nUHD_EN_IN;Tuesday;08:00;1;0;0\n", FindingSeverity.Error)]
    [InlineData("UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_EN_IN;Total;08:00;1;0;0\n", FindingSeverity.Warning)]
    public void Dates_in_no_order_are_reported(string rows, FindingSeverity severity)
    {
        site.Deliver(rows);

        Assert.Equal(severity, site.FindOnly("CheckDateUnreadable").Severity);
    }

    [Fact]
    public void Lines_that_are_no_mapping_or_odd_are_reported()
    {
        site.Add("acd_map.ini", "nonsense\nWFM:2:3:1002=CSV:UHD_DE_IN:AHT");

        Assert.Equal([5, 6], site.Check().Select(finding => finding.Line!.Value).Order());
        Assert.All(site.Check(), finding => Assert.Equal("CheckMappingLine", finding.Id));
    }

    [Theory]
    [InlineData("Other:2:3:1001=CSV:UHD_DE_IN:AHT", "CheckMappingEntryUnknown", FindingSeverity.Error)]
    [InlineData("wfm:2:3:1001=CSV:UHD_DE_IN:AHT", "CheckMappingEntryCase", FindingSeverity.Warning)]
    [InlineData("WFM:2:3:1001=Other:UHD_DE_IN:AHT", "CheckMappingSystemUnknown", FindingSeverity.Error)]
    [InlineData("WFM:2:3:1001=csv:UHD_DE_IN:AHT", "CheckMappingSystemCase", FindingSeverity.Warning)]
    [InlineData("WFM:2:3:1001=CSV:Uhd_De_In:AHT", "CheckMappingSourceCase", FindingSeverity.Error)]
    [InlineData("WFM:2:3:1001=CSV:UHD_DE_IN:Lost", "CheckMappingSourceUnknown", FindingSeverity.Error)]
    public void A_mapping_that_leads_from_or_to_nothing_is_reported(string line, string id, FindingSeverity severity)
    {
        site.Add("acd_map.ini", line);

        var finding = site.FindOnly(id);
        Assert.Equal((severity, 5, "acd_map.ini"), (finding.Severity, finding.Line, Path.GetFileName(finding.File)));
    }

    [Fact]
    public void A_mapping_in_another_case_is_mended_in_its_line()
    {
        site.Add("acd_map.ini", " WFM : 2:3:1001 = CSV:Uhd_De_In:AHT\t ");

        Assert.Single(ConfigurationRepair.Apply(site.Check()));

        Assert.EndsWith("\n WFM : 2:3:1001 = CSV:UHD_DE_IN:AHT\t \n", site.Read("acd_map.ini"), StringComparison.Ordinal);
    }

    [Fact]
    public void Mappings_that_differ_in_the_parent_queue_only_are_reported()
    {
        site.Add("acd_map.ini", "WFM:7:3:1002=CSV:UHD_EN_IN:AHT");

        Assert.Equal(5, site.FindOnly("CheckMappingTwice").Line);
    }

    [Fact]
    public void With_a_server_dead_and_wrong_mappings_are_known()
    {
        site.Servers.Add("WFM", new() { Queues = new FakeTarget().Queues, ExternalSystems = new FakeTarget().ExternalSystems });
        Assert.Empty(site.Check());

        site.Add("acd_map.ini", "WFM:9:3:1001=CSV:UHD_DE_IN:CallsOffered\nWFM:1:99:1001=CSV:UHD_DE_IN:CallsOffered\nWFM:1:2:99=CSV:UHD_DE_IN:CallsOffered");

        Assert.Equal([("CheckMappingParent", 5), ("CheckMappingQueueGone", 6), ("CheckMappingQueueGone", 7)], site.Check().Select(finding => (finding.Id, finding.Line!.Value)));
    }

    [Fact]
    public void With_a_server_external_systems_it_does_not_have_are_known()
    {
        site.Servers.Add("wfm", new() { Queues = new FakeTarget().Queues, ExternalSystems = [new() { Name = "Other", Type = ExternalSystemType.Csv }] });

        Assert.Equal(1, site.FindOnly("ExternalSystemNotFound").Line);
    }

    [Fact]
    public void A_script_must_be_there_and_right_and_use_what_is_mapped()
    {
        site.Files.Write("Xlink/$1.BAS", "Sub Main()\n  Result = Para1 + Para3\nEnd Sub\n");
        Assert.Equal((FindingSeverity.Error, 3), (site.FindOnly("CheckScriptNeedsMore").Severity, site.FindOnly("CheckScriptNeedsMore").Line));

        site.Files.Write("Xlink/$1.BAS", "Sub Main()\n  Result = Para1\nEnd Sub\n");
        Assert.Equal(FindingSeverity.Warning, site.FindOnly("CheckScriptUsesFewer").Severity);

        site.Files.Write("Xlink/$1.BAS", "Sub Main()\n  If Para1 > Para2\n    Result = Para1\n  End If\nEnd Sub\n");
        Assert.Equal(("$1.BAS", 2), (Path.GetFileName(site.FindOnly("ScriptThenMissing").File), site.FindOnly("ScriptThenMissing").Line));

        site.Files.Write("Xlink/$1.BAS", "Sub Main()\n  Result = (Para1\nEnd Sub\n");
        Assert.Equal(("$1.BAS", 2), (Path.GetFileName(site.FindOnly("ScriptSyntaxError").File), site.FindOnly("ScriptSyntaxError").Line));

        File.Delete(site.Files["Xlink/$1.BAS"]);
        Assert.Equal(("acd_map.ini", 3), (Path.GetFileName(site.FindOnly("FileMissing").File), site.FindOnly("FileMissing").Line));
    }

    [Theory]
    [InlineData(50L << 20, FindingSeverity.Error)]
    [InlineData(500L << 20, FindingSeverity.Warning)]
    [InlineData(2L << 30, null)]
    [InlineData(null, null)]
    public void A_disk_that_is_nearly_full_is_reported(long? free, FindingSeverity? severity)
    {
        site.FreeSpace = free;

        Assert.Equal(severity, site.Check().SingleOrDefault(finding => finding.Id == "CheckDiskSpace")?.Severity);
    }

    [Theory]
    [InlineData(2L << 30, null)]
    [InlineData(3L << 30, FindingSeverity.Warning)]
    [InlineData(4L << 30, FindingSeverity.Error)]
    public void A_log_near_4_GB_is_reported(long length, FindingSeverity? severity)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs files with holes.");
        using (var log = File.Create(site.Files["Xlink/isps_uls.log"]))
        {
            log.SetLength(length);
        }

        Assert.Equal(severity, site.Check().SingleOrDefault(finding => finding.Id == "CheckLogSize")?.Severity);
    }

    [Fact]
    public void A_copy_in_the_VirtualStore_hides_the_real_file()
    {
        var copy = site.Files.Write(Path.Combine("local", "VirtualStore", Path.GetRelativePath("/", site.Path), "Isps_Ul.ini"), "stale");

        var finding = site.FindOnly("CheckVirtualStore");
        Assert.Equal((FindingSeverity.Error, copy), (finding.Severity, finding.File));
        Assert.Contains(Path.Combine(site.Path, "isps_ul.ini"), finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Symptom);
    }

    [Fact]
    public void The_VirtualStore_has_Windows_paths_without_their_drive()
    {
        var copy = site.Files.Write("local/VirtualStore/Program Files/Xlink/isps_ul.ini");

        Assert.Equal([copy], new VirtualStore([site.Files["local"], site.Files["nobody"]]).FindCopies(@"C:\Program Files\Xlink\isps_ul.ini"));
    }

    [Fact]
    public void Hostile_files_give_findings_and_no_crash()
    {
        var random = new Random(20260101);
        foreach (var name in (string[])["isps_ul.ini", "isps.cfg", "acd_map.ini", "$1.BAS"])
        {
            for (var i = 0; i < 40; i++)
            {
                var bytes = File.ReadAllBytes(site.Files["Xlink/" + name]);
                for (var change = 0; change < 10; change++)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                site.Files.Write("Xlink/" + name, bytes);
                var failure = Record.Exception(() => ConfigurationRepair.Apply(site.Check()));
                Assert.True(failure is null or XlinkException, failure?.ToString());
            }
        }
    }

    private List<string> Snapshot() => [.. Directory.GetFileSystemEntries(site.Files.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path =>
        path + " " + (File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) + File.GetLastWriteTimeUtc(path).Ticks : Directory.GetLastWriteTimeUtc(path).Ticks))];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
