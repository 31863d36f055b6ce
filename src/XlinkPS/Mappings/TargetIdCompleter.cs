using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.Mappings;

/// <summary>Completes the IDs of the connected server's queues, or of the value types of the queue already named, with their names.</summary>
public sealed class TargetIdCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionValue> GetValues(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var queues = ServerSession.Current?.GetQueuesAsync(cancellationToken).GetAwaiter().GetResult() ?? [];
        return parameterName != nameof(MappingTargetCmdlet.ValueTypeId)
            ? queues.Select(queue => Value(queue.Id, queue.Path))
            : queues.Where(queue => boundParameters[nameof(MappingTargetCmdlet.QueueId)] is not { } id || id.ToString() == Text(queue.Id))
                .SelectMany(queue => queue.ValueTypes)
                .Select(valueType => Value(valueType.Id, valueType.Name));
    }

    private static CompletionValue Value(int id, string name) => new(Text(id), name);

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
