using NodaTime;

namespace Xlink.Targets.CloudLink;

/// <summary>One contact, as Cloud Link takes it [documented].</summary>
public sealed record Contact
{
    /// <summary>What the successor tells the queue by, whatever its name.</summary>
    public required string QueueIdentifier { get; init; }

    /// <summary>What the queue is called.</summary>
    public required string QueueName { get; init; }

    /// <summary>When it came, by the clock of the zone that the files are in; whole seconds.</summary>
    public required LocalDateTime Timestamp { get; init; }

    /// <summary>1 if it was handled, 0 if not.</summary>
    public required long Answered { get; init; }

    /// <summary>How long it was handled, in seconds.</summary>
    public required long Duration { get; init; }

    /// <summary>What kind of contact it was.</summary>
    public CloudLinkChannel Channel { get; init; }
}
