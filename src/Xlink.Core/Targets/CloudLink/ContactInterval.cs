using NodaTime;

namespace Xlink.Targets.CloudLink;

/// <summary>
/// The contacts of a queue in an interval, as Cloud Link takes them [documented]. Totals, never averages; a value that is not known is <see langword="null"/>
/// and an empty field, which leaves what the successor has [our reading].
/// </summary>
public sealed record ContactInterval
{
    /// <summary>What the successor tells the queue by, whatever its name.</summary>
    public required string QueueIdentifier { get; init; }

    /// <summary>What the queue is called.</summary>
    public required string QueueName { get; init; }

    /// <summary>When the interval begins, by the clock of the zone that the files are in; whole seconds.</summary>
    public required LocalDateTime Timestamp { get; init; }

    /// <summary>How many contacts there were.</summary>
    public required long? Offered { get; init; }

    /// <summary>How many of them were handled.</summary>
    public required long? Answered { get; init; }

    /// <summary>How long all of them together were handled, in seconds.</summary>
    public required long? HandlingTime { get; init; }

    /// <summary>What kind of contacts they were.</summary>
    public CloudLinkChannel Channel { get; init; }
}
