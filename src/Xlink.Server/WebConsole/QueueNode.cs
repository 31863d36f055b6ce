using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>A queue with the queues below it.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Children">The queues below it.</param>
public sealed record QueueNode(WfmQueue Queue, IReadOnlyList<QueueNode> Children)
{
    /// <summary>Makes the tree of the queues whose path contains a text, with those above them.</summary>
    internal static IReadOnlyList<QueueNode> Tree(IReadOnlyList<WfmQueue> queues, string filter)
    {
        var byParent = queues.ToLookup(queue => queue.ParentId);
        return Below(WfmQueue.RootId);

        IReadOnlyList<QueueNode> Below(int parent) => [.. byParent[parent].Select(queue => new QueueNode(queue, Below(queue.Id))).Where(IsWanted)];

        bool IsWanted(QueueNode node) => node.Children.Count > 0 || node.Queue.Path.Contains(filter, StringComparison.OrdinalIgnoreCase);
    }
}
