using Xlink.Targets.CloudLink;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>What the successor takes a mapped value of a queue for.</summary>
/// <param name="QueueIdentifier">What tells the queue from others.</param>
/// <param name="QueueName">Name of the queue.</param>
/// <param name="Role">What the value is.</param>
/// <param name="HasRole">Whether the role is its own, and not claimed by another value of the queue too.</param>
/// <param name="Channel">What kind of contacts the queue has, as the successor writes it.</param>
internal sealed record IntegrationTarget(string QueueIdentifier, string QueueName, ContactRole Role, bool HasRole, string Channel);
