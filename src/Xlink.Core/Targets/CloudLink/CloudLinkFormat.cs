using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Xlink.Targets.CloudLink;

/// <summary>The three forms of files that Cloud Link takes.</summary>
/// <remarks>
/// Columns and their meaning are documented, as are UTF-8 and timestamps of the form <c>2014-12-23 08:15:00</c>. [Our reading] A comma between the columns, a
/// header line, CR LF, no byte order mark, quotes as in RFC 4180; see docs/cloud-link.md.
/// </remarks>
public static class CloudLinkFormat
{
    private static readonly LocalDateTimePattern TimestampPattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'ss");

    /// <summary>Contacts per queue and interval.</summary>
    public static CloudLinkFormat<ContactInterval> ContactIntervals { get; } = new(
        ["queueidentifier", "queuename", "timestamp", "offered", "answered", "handlingtime", "channel"],
        row => [row.QueueIdentifier, row.QueueName, Format(row.Timestamp), Format(row.Offered), Format(row.Answered), Format(row.HandlingTime), row.Channel.ToText()],
        fields => new ContactInterval
        {
            QueueIdentifier = fields.Text(0),
            QueueName = fields.Text(1),
            Timestamp = fields.Timestamp(2),
            Offered = fields.Number(3),
            Answered = fields.Number(4),
            HandlingTime = fields.Number(5),
            Channel = fields.Channel(6),
        });

    /// <summary>One contact per row.</summary>
    public static CloudLinkFormat<Contact> Contacts { get; } = new(
        ["queueidentifier", "queuename", "timestamp", "answered", "duration", "channel"],
        row => [row.QueueIdentifier, row.QueueName, Format(row.Timestamp), Format(row.Answered), Format(row.Duration), row.Channel.ToText()],
        fields => new Contact
        {
            QueueIdentifier = fields.Text(0),
            QueueName = fields.Text(1),
            Timestamp = fields.Timestamp(2),
            Answered = fields.Number(3) ?? 0,
            Duration = fields.Number(4) ?? 0,
            Channel = fields.Channel(5),
        });

    /// <summary>What agents did.</summary>
    public static CloudLinkFormat<AgentStatus> AgentStatus { get; } = new(
        ["agentidentifier", "starttime", "endtime", "activity"],
        row => [row.AgentIdentifier, Format(row.StartTime), row.EndTime is { } end ? Format(end) : string.Empty, row.Activity],
        fields => new AgentStatus
        {
            AgentIdentifier = fields.Text(0),
            StartTime = fields.Timestamp(1),
            EndTime = fields.IsEmpty(2) ? null : fields.Timestamp(2),
            Activity = fields.Text(3),
        });

    internal static LocalDateTime? ParseTimestamp(string text) => TimestampPattern.Parse(text) is { Success: true } parsed ? parsed.Value : null;

    private static string Format(LocalDateTime timestamp) => TimestampPattern.Format(timestamp);

    private static string Format(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
}
