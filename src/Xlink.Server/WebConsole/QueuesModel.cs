using System.Collections.Generic;

namespace Xlink.Server.WebConsole;

/// <summary>What the page of the queues shows.</summary>
/// <param name="Tree">The queues.</param>
/// <param name="Filter">What their paths contain; empty for all.</param>
public sealed record QueuesModel(IReadOnlyList<QueueNode> Tree, string Filter);
