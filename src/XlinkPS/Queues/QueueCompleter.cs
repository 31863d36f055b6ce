using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.Queues;

/// <summary>Completes the paths of the connected server's queues, or the value types of the queue already named.</summary>
public sealed class QueueCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var queues = ServerSession.Current?.GetQueuesAsync(cancellationToken).GetAwaiter().GetResult() ?? [];
        if (parameterName != "ValueType")
        {
            return queues.Select(queue => queue.Path);
        }

        var pattern = new NamePattern(boundParameters["Queue"] as string);
        return queues.Where(queue => pattern.IsMatch(queue.Name) || pattern.IsMatch(queue.Path))
            .SelectMany(queue => queue.ValueTypes)
            .Select(valueType => valueType.Name);
    }
}
