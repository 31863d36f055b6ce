using System.IO;
using System.Linq;
using System.Text;
using NodaTime;
using Xlink.Targets.CloudLink;

namespace Xlink.Core.Tests.Targets.CloudLink;

public sealed class CloudLinkFormatTests
{
    private static readonly LocalDateTime Morning = new(2014, 12, 23, 8, 15);

    [Fact]
    public void Contacts_per_interval_have_the_documented_columns_and_timestamps()
    {
        var text = Write(CloudLinkFormat.ContactIntervals, Interval("2", "UHD_DE_IN", offered: 3, answered: 2, handlingTime: 361));

        Assert.Equal("queueidentifier,queuename,timestamp,offered,answered,handlingtime,channel\r\n2,UHD_DE_IN,2014-12-23 08:15:00,3,2,361,calls\r\n", text);
    }

    [Fact]
    public void One_contact_per_row_has_the_documented_columns()
    {
        var text = Write(
            CloudLinkFormat.Contacts,
            new Contact { QueueIdentifier = "2", QueueName = "DE", Timestamp = Morning.PlusSeconds(7), Answered = 1, Duration = 61, Channel = CloudLinkChannel.SocialMedia });

        Assert.Equal("queueidentifier,queuename,timestamp,answered,duration,channel\r\n2,DE,2014-12-23 08:15:07,1,61,social_media\r\n", text);
    }

    [Fact]
    public void Agent_status_has_an_empty_end_while_it_lasts()
    {
        var text = Write(
            CloudLinkFormat.AgentStatus,
            new AgentStatus { AgentIdentifier = "816", StartTime = Morning, EndTime = Morning.PlusMinutes(5), Activity = "1013" },
            new AgentStatus { AgentIdentifier = "816", StartTime = Morning.PlusMinutes(5), EndTime = null, Activity = "1015" });

        Assert.Equal("agentidentifier,starttime,endtime,activity\r\n816,2014-12-23 08:15:00,2014-12-23 08:20:00,1013\r\n816,2014-12-23 08:20:00,,1015\r\n", text);
    }

    [Fact]
    public void A_name_with_commas_quotes_or_letters_of_any_language_comes_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        ContactInterval[] rows = [Interval("2", "Störung, \"DE\"", 1, null, 0), Interval("3", "Служба 客服", null, 0, null)];
        var path = folder.Write("a.csv", Write(CloudLinkFormat.ContactIntervals, rows));

        Assert.Equal(rows, CloudLinkFormat.ContactIntervals.Read(path));
    }

    [Fact]
    public void Columns_may_stand_in_another_order_behind_a_byte_order_mark()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "\uFEFFActivity,agentidentifier,endtime,starttime,more\n1013,816,,2014-12-23 08:15:00,x\n");

        Assert.Equal([new AgentStatus { AgentIdentifier = "816", StartTime = Morning, EndTime = null, Activity = "1013" }], CloudLinkFormat.AgentStatus.Read(path));
    }

    [Theory]
    [InlineData("queueidentifier,queuename,timestamp,offered,answered,channel\n", "CloudLinkColumnMissing", 1)]
    [InlineData("", "CloudLinkColumnMissing", 1)]
    [InlineData("queueidentifier,queuename,timestamp,offered,answered,handlingtime,channel\n2,A,2014-12-23 08:15:00,1,1,60,calls\n2,A,23.12.2014 08:30,1,1,60,calls\n", "CloudLinkFieldInvalid", 3)]
    [InlineData("queueidentifier,queuename,timestamp,offered,answered,handlingtime,channel\n2,A,2014-12-23 08:15:00,x,1,60,calls\n", "CloudLinkFieldInvalid", 2)]
    [InlineData("queueidentifier,queuename,timestamp,offered,answered,handlingtime,channel\n2,A,2014-12-23 08:15:00,1,1,60,fax\n", "CloudLinkFieldInvalid", 2)]
    public void A_file_of_another_kind_is_refused_with_its_line(string content, string errorId, int line)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", content);

        var error = Assert.Throws<XlinkException>(() => CloudLinkFormat.ContactIntervals.Read(path).ToList());

        Assert.Equal((errorId, path, line), (error.ErrorId, error.FilePath, error.Line));
    }

    [Theory]
    [InlineData("InvisionAcd1", "interval_InvisionAcd1_2014-12-23_20260101T101500000Z-1a2b3c4d.csv")]
    [InlineData("Avaya_CMS 2", "interval_Avaya_CMS 2_2014-12-23_20260101T101500000Z-1a2b3c4d.csv")]
    [InlineData("A/B\\C?ö", "interval_A%2FB%5CC%3F%C3%B6_2014-12-23_20260101T101500000Z-1a2b3c4d.csv")]
    public void A_file_is_named_by_kind_external_system_day_and_run(string externalSystem, string expected)
    {
        var name = new CloudLinkFileName(CloudLinkFileKind.ContactInterval, externalSystem, new LocalDate(2014, 12, 23), "20260101T101500000Z-1a2b3c4d");

        Assert.Equal(expected, name.ToString());
        Assert.Equal(name, CloudLinkFileName.Parse("/data/" + expected));
    }

    [Theory]
    [InlineData("contacts.csv")]
    [InlineData("interval_A_2014-12-23_x.csv.tmp")]
    [InlineData("interval_2014-12-23_x.csv")]
    [InlineData("interval_A_2014-13-23_x.csv")]
    public void Another_file_is_left_alone(string name) => Assert.Null(CloudLinkFileName.Parse(name));

    [Fact]
    public void Of_an_interval_in_several_files_the_last_run_counts_as_far_as_it_says_something()
    {
        using var folder = new TemporaryFolder();
        folder.Write("interval_A_2014-12-23_20260101T000000000Z-2.csv", Write(CloudLinkFormat.ContactIntervals, Interval("2", "DE", 5, 4, 30), Interval("3", "EN", 1, 1, 1)));
        folder.Write("interval_A_2014-12-23_20260102T000000000Z-1.csv", Write(CloudLinkFormat.ContactIntervals, Interval("2", "DE", 6, 0, null)));
        folder.Write("interval_A_2014-12-24_20260101T000000000Z-2.csv", Write(CloudLinkFormat.ContactIntervals, Interval("9", "DE", 5, 4, 30)));
        folder.Write(".interval_A_2014-12-23_20260103T000000000Z-1.csv.x7Gh2k", "half");

        var rows = new CloudLinkFolder(folder.Path).ReadContactIntervals(new DateInterval(new(2014, 12, 23), new(2014, 12, 23)));

        Assert.Equal([Interval("2", "DE", 6, 0, 30), Interval("3", "EN", 1, 1, 1)], rows);
    }

    private static ContactInterval Interval(string id, string name, long? offered, long? answered, long? handlingTime) => new()
    {
        QueueIdentifier = id,
        QueueName = name,
        Timestamp = Morning,
        Offered = offered,
        Answered = answered,
        HandlingTime = handlingTime,
    };

    private static string Write<T>(CloudLinkFormat<T> format, params T[] rows)
    {
        using var stream = new MemoryStream();
        format.Write(stream, rows);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
