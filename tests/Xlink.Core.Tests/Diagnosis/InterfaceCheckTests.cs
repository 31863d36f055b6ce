using System;
using System.IO;
using System.Linq;
using Xlink.Diagnosis;

namespace Xlink.Core.Tests.Diagnosis;

/// <summary>The check of databases and of agent data, and of what is wrong besides a key that cannot be used.</summary>
public sealed class InterfaceCheckTests : IDisposable
{
    private readonly CheckedSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void Nothing_is_wrong_with_a_database()
    {
        site.Add("isps_ul.ini", CheckedSite.Database + CheckedSite.AgentDatabase);
        site.Add("acd_map.ini", "WFM:5:6:1001=ACD:Hotline:offered");

        Assert.Empty(site.Check());
    }

    [Theory]
    [InlineData("ValueTypes=offered;handled", "ValueTypes=a;(b;c", "SourceKeyInvalid")]
    [InlineData("ValueTypes=offered;handled", "ValueTypes=a;a", "SourceNameRepeated")]
    [InlineData("Interval=15", "Interval=15\nValueTypeFunctions=AVG", "SourceKeyInvalid")]
    [InlineData("Interval=15", "Interval=15\nValueTypeFunctions=SUM;SUM;SUM", "SourceKeyInvalid")]
    [InlineData("Interval=15", "Interval=15\nQueueNameType=2", "SourceKeyInvalid")]
    [InlineData("CallDataTable=calls", "CallDataTable=calls; DROP TABLE calls", "SourceKeyInvalid")]
    [InlineData("ActivityTimeSpanType=2", "ActivityTimeSpanType=2\nActivityStartTimeStampType=0\nActivityStartTimeStampFormat=nonsense", "SourceKeyInvalid")]
    [InlineData("AgentActivityTable=log", "AgentActivityTable=(log", "SourceKeyInvalid")]
    public void What_a_database_cannot_be_asked_with_is_an_error_in_its_line(string from, string to, string id)
    {
        site.Add("isps_ul.ini", (CheckedSite.Database + CheckedSite.AgentDatabase).Replace("\n" + from + "\n", "\n" + to + "\n", StringComparison.Ordinal));

        var finding = site.Find(id);
        var line = to.Split('\n')[^1];
        Assert.Equal((FindingSeverity.Error, "ACD", line.Split('=')[0]), (finding.Severity, finding.Section, finding.Key));
        Assert.Equal(Array.IndexOf(site.Read("isps_ul.ini").Split('\n'), line) + 1, finding.Line);
        Assert.NotEmpty(finding.Remedy);
    }

    [Theory]
    [InlineData("QueueMappingSQL=SELECT name, id FROM queues", "RetrieveValueTypesUsing=1", "QueueMappingSQL")]
    [InlineData("QueueSQL=SELECT name FROM queues\nQueueMappingSQL=SELECT name, id FROM queues\n", "", "QueueSQL")]
    [InlineData("Source=acd\n", "", "Source")]
    public void What_a_database_lacks_is_missed(string from, string to, string key)
    {
        site.Add("isps_ul.ini", CheckedSite.Database.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal(("ACD", key), (site.FindOnly("SourceKeyMissing").Section, site.FindOnly("SourceKeyMissing").Key));
    }

    [Fact]
    public void Queues_can_come_from_the_query_of_their_IDs()
    {
        site.Add("isps_ul.ini", CheckedSite.Database.Replace("QueueSQL=SELECT name FROM queues\n", "", StringComparison.Ordinal));

        Assert.Empty(site.Check());
    }

    [Fact]
    public void Every_wrong_key_of_a_section_is_found_at_once()
    {
        site.Add("isps_ul.ini", CheckedSite.Database.Replace("Interval=15", "Interval=7\nValueTypeFunctions=AVG\nQueueNameType=9", StringComparison.Ordinal));

        Assert.Equal(["Interval", "QueueNameType", "ValueTypeFunctions"], site.Check().Select(finding => finding.Key!).Order());
    }

    [Theory]
    [InlineData("ACD:Hotline:offered", true)]
    [InlineData("ACD:Sales: Germany:handled", true)]
    [InlineData("ACD:Hotline:lost", false)]
    [InlineData("ACD:Hotline:Offered", false)]
    public void A_mapping_to_a_value_that_the_database_does_not_have_is_dead(string source, bool isKnown)
    {
        site.Add("isps_ul.ini", CheckedSite.Database.Replace("Interval=15", "Interval=7", StringComparison.Ordinal));
        site.Add("acd_map.ini", "WFM:5:6:1001=" + source);

        var dead = site.Check().Where(finding => finding.Id == "CheckMappingSourceUnknown").Select(finding => (finding.Line, Path.GetFileName(finding.File)));
        Assert.Equal(isKnown ? [] : [(5, "acd_map.ini")], dead);
    }

    [Fact]
    public void Without_ActivitySQL_only_one_activity_arrives()
    {
        site.Add("isps_ul.ini", CheckedSite.Database + CheckedSite.AgentDatabase.Replace("ActivitySQL=SELECT name, id FROM states\n", "", StringComparison.Ordinal));

        var finding = site.FindOnly("CheckActivitySqlMissing");
        Assert.Equal((FindingSeverity.Warning, "ActivitySQL", "Only activity 0 arrives."), (finding.Severity, finding.Key, finding.Symptom));
    }

    [Theory]
    [InlineData("DSN=acd;UID=reader;PWD=geheim", true)]
    [InlineData("DSN=acd;UID=reader; password = {ge;heim}", true)]
    [InlineData("DSN=acd;UID=reader", false)]
    public void A_password_in_the_connection_string_is_found_and_not_shown(string text, bool isFound)
    {
        site.Add("isps_ul.ini", CheckedSite.Database.Replace("Source=acd\nUser=reader", "ConnectionString=" + text + "\nPassword=$$$:4cdNGNkbm9ydGVs", StringComparison.Ordinal));

        var findings = site.Check();
        Assert.Equal(isFound ? ["CheckConnectionStringPassword"] : [], findings.Select(finding => finding.Id));
        Assert.All(findings, finding =>
        {
            Assert.Equal("ConnectionString", finding.Key);
            Assert.DoesNotContain("heim", finding.ToString() + finding.Remedy + finding.Symptom, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_password_of_files_has_no_effect_and_that_is_all_that_is_said()
    {
        site.Add("isps_ul.ini", "Password=geheim");

        Assert.Equal("Password", site.FindOnly("CheckUnknownKey").Key);
    }

    [Fact]
    public void Nothing_is_wrong_with_agent_data()
    {
        site.DeliverAgents("4711;1;23.12.2014;08:00:00;900\n4712;2;23.12.2014;08:00:00;\n");

        Assert.Empty(site.Check());
    }

    [Theory]
    [InlineData("ActivityTimeSpanType=0", "ActivityTimeSpanType=2\nActivityStartTimeStampFormat=nonsense", "SourceKeyInvalid", "ActivityStartTimeStampFormat")]
    [InlineData("ActivityDateOrder=dmy\n", "", "SourceKeyMissing", "ActivityDateOrder")]
    [InlineData("ActivityColumnNames=Agent;State;Date;Time;Seconds\n", "", "SourceKeyMissing", "ActivityColumnNames")]
    [InlineData("ActivityDateOrder=dmy", "ActivityDateOrder=dmy\nActivityIdentifiers=1;2\nActivityDescriptions=Calls", "SourceKeyInvalid", "ActivityDescriptions")]
    public void What_agent_data_cannot_be_read_with_is_an_error(string from, string to, string id, string key)
    {
        site.DeliverAgents("4711;1;23.12.2014;08:00:00;900\n");
        site.Edit("isps_ul.ini", from, to);

        Assert.Equal((FindingSeverity.Error, key), (site.Find(id).Severity, site.Find(id).Key));
    }

    [Theory]
    [InlineData("4711,1,23.12.2014,08:00:00,900\n", "CheckAgentSeparator", "ActivitySeparatorCharacter", FindingSeverity.Error, "should probably be 2")]
    [InlineData("4711;1;23.12.2014\n", "CheckAgentRows", "ActivityColumnNames", FindingSeverity.Error, "3 columns")]
    [InlineData("4711;1;12/23/2014;08:00:00;900\n", "CheckAgentRows", "ActivityDateOrder", FindingSeverity.Error, "the order that ActivityDateOrder says")]
    [InlineData("4711;1;23.12.2014;08:00:00;900\nMiller;1;23.12.2014;08:00:00;900\n", "CheckAgentRows", "AgentColumn", FindingSeverity.Warning, "'Miller'")]
    [InlineData("4711;1;23.12.2014;noon;900\n", "CheckAgentRows", "ActivityStartTimeColumn", FindingSeverity.Error, "'noon'")]
    [InlineData("4711;1;23.12.2014;08:00:00;long\n", "CheckAgentRows", "ActivityDurationColumn", FindingSeverity.Error, "'long'")]
    public void Rows_of_agent_data_that_cannot_be_read_are_found_before_the_import(string rows, string id, string key, FindingSeverity severity, string text)
    {
        site.DeliverAgents(rows);

        var finding = site.FindOnly(id);
        Assert.Equal((severity, key), (finding.Severity, finding.Key));
        Assert.Contains(text, finding.Message, StringComparison.Ordinal);
        Assert.Contains(site.Files["agents/agents.csv"], finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Symptom);
    }

    [Fact]
    public void The_order_of_an_end_has_a_key_of_its_own()
    {
        site.DeliverAgents("4711;1;23.12.2014;08:00:00;2014/12/23 09:00:00\n4712;1;23.12.2014;08:00:00;12/23/2014 09:00:00\n");
        site.Edit("isps_ul.ini", "ActivityDurationColumn=5\nActivityTimeSpanType=0", "ActivityEndTimeStampColumn=5\nActivityTimeSpanType=1\nActivityEndTimeStampFormat=yyyy/mm/dd HH:MM:SS");

        var finding = site.FindOnly("CheckAgentRows");
        Assert.Equal((FindingSeverity.Warning, "ActivityEndTimeStampFormat"), (finding.Severity, finding.Key));
        Assert.Contains("the order that ActivityEndTimeStampFormat says", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_format_says_the_order_of_a_date_it_is_the_format_that_is_named()
    {
        site.DeliverAgents("4711;1;23.12.2014;08:00:00;900\n");
        site.Edit("isps_ul.ini", "ActivityDateOrder=dmy", "ActivityDateOrder=dmy\nActivityStartTimeStampFormat=yyyy/mm/dd;HH:MM:SS");

        var finding = site.FindOnly("CheckAgentRows");
        Assert.Equal("ActivityStartTimeStampFormat", finding.Key);
        Assert.Contains("not a date in the order that ActivityStartTimeStampFormat says", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Interval=15", "Interval=20", "Interval")]
    [InlineData("AHTColumn=6", "AHTColumn=7", "AHTColumn")]
    [InlineData("HeaderLines=1", "HeaderLines=x", "HeaderLines")]
    [InlineData("Interval=15", "Interval=15\nDeleteImportFiles=1", "Destination")]
    [InlineData("Interval=15", "Interval=15\nTimeZone=Nowhere", "TimeZone")]
    public void A_wrong_key_does_not_hide_what_else_is_wrong(string from, string to, string key)
    {
        site.Edit("isps_ul.ini", from, to);
        site.Edit("isps_ul.ini", "DateOrder=dmy", "DateOrder=mdy");
        site.Edit("isps_ul.ini", "UHD_EN_IN", "uhd_en_in");
        site.Add("acd_map.ini", "WFM:2:3:1001=CSV:UHD_DE_IN:Lost");

        Assert.Equal(new[] { key, "DateOrder", "Groups", null }.Order(), site.Check().Where(IsNotOfMapping).Select(finding => finding.Key).Order());

        static bool IsNotOfMapping(ConfigurationFinding finding) => finding.Id != "CheckMappingSourceCase";
    }

    [Theory]
    [InlineData("SeparatorCharacter=3", "SeparatorCharacter=9")]
    [InlineData("Groups=UHD_DE_IN;UHD_EN_IN\n", "")]
    public void Where_too_little_can_be_read_it_is_said_what_was_not_compared(string from, string to)
    {
        site.Edit("isps_ul.ini", from, to);

        var finding = site.Find("CheckNotCompared");
        Assert.Equal((FindingSeverity.Information, "CSV"), (finding.Severity, finding.Section));
        Assert.Equal(2, site.Check().Count);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("10")]
    public void A_time_zone_counted_from_12_is_told(string zone)
    {
        site.Add("isps_ul.ini", "TimeZone=" + zone);

        Assert.Equal((FindingSeverity.Information, "TimeZone"), (site.FindOnly("CheckTimeZoneOfAvaya").Severity, site.FindOnly("CheckTimeZoneOfAvaya").Key));
    }

    [Theory]
    [InlineData("Interval=15", "Interval=20")]
    [InlineData("SeparatorCharacter=3", "SeparatorCharacter=9")]
    public void The_disks_of_logs_and_moved_files_are_looked_at_whatever_else_is_wrong(string from, string to)
    {
        site.Files.Write("done/.keep");
        site.Files.Write("agents-done/.keep");
        site.Files.Write("logs/.keep");
        site.DeliverAgents("4711;1;23.12.2014;08:00:00;900\n");
        site.Add("isps_ul.ini", "DeleteImportFiles=1\nDestination=../done\nDeleteActivityImportFiles=1\nActivityDestination=../agents-done");
        site.Add("isps_ul.ini", CheckedSite.Database + "LogDir=../logs");
        site.Edit("isps_ul.ini", from, to);
        site.FreeSpace = 50L << 20;

        Assert.Equal(
            new[] { site.Path, site.Files["done"], site.Files["agents-done"], site.Files["logs"] }.Order(),
            site.Check().Where(finding => finding.Id == "CheckDiskSpace").Select(finding => finding.File).Order());
    }

    [Fact]
    public void A_large_log_of_a_section_s_own_folder_is_reported()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs files with holes.");
        site.Add("isps_ul.ini", CheckedSite.Database + "LogDir=../logs");
        Directory.CreateDirectory(site.Files["logs"]);
        using (var log = File.Create(site.Files["logs/ACD.log"]))
        {
            log.SetLength(3L << 30);
        }

        Assert.Equal(site.Files["logs/ACD.log"], site.FindOnly("CheckLogSize").File);
    }
}
