namespace Xlink.Targets.DatabaseIntegration;

/// <summary>What the successor takes a mapped value for.</summary>
/// <param name="QueueName">Name of the queue; <see langword="null"/> if nobody has told it.</param>
/// <param name="Role">What the value is; <see langword="null"/> if it is none of them.</param>
/// <param name="Channel">What kind of contacts the queue has, as the successor writes it.</param>
internal sealed record IntegrationTarget(string? QueueName, TargetRole? Role, string Channel);
