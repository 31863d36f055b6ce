using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Xlink.Targets.Wfm;

/// <summary>Finds queues and value types by what an admin calls them.</summary>
public static class QueueTree
{
    /// <summary>Finds a queue by path, name or ID.</summary>
    /// <param name="queues">The queues of the server.</param>
    /// <param name="text">Path (<c>Service/Hotline</c>), name (if only one queue has it) or ID; case-insensitive.</param>
    /// <returns>The queue.</returns>
    /// <exception cref="XlinkException"><c>QueueNotFound</c>; <c>QueueAmbiguous</c>: several queues have that name, the remedy names their paths.</exception>
    public static WfmQueue Find(IReadOnlyList<WfmQueue> queues, string text)
    {
        var byPath = queues.FirstOrDefault(queue => string.Equals(queue.Path, text, StringComparison.OrdinalIgnoreCase));
        if (byPath is not null)
        {
            return byPath;
        }

        var byName = queues.Where(queue => string.Equals(queue.Name, text, StringComparison.OrdinalIgnoreCase)).ToList();
        return byName.Count switch
        {
            1 => byName[0],
            0 => queues.FirstOrDefault(queue => queue.Id.ToString(CultureInfo.InvariantCulture) == text)
                ?? throw XlinkException.Create(nameof(Messages.QueueNotFound), XlinkErrorCategory.ObjectNotFound, text),
            _ => throw XlinkException.Create(
                nameof(Messages.QueueAmbiguous), XlinkErrorCategory.InvalidArgument, text, string.Join(", ", byName.Select(queue => queue.Path))),
        };
    }

    /// <summary>Finds a value type of a queue by name or ID.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="text">Name or ID; case-insensitive.</param>
    /// <returns>The value type.</returns>
    /// <exception cref="XlinkException"><c>ValueTypeNotFound</c>; the remedy names those that the queue has.</exception>
    public static WfmValueType FindValueType(WfmQueue queue, string text)
        => NameOrId.Find(queue.ValueTypes, text, valueType => valueType.Name, valueType => valueType.Id)
            ?? throw XlinkException.Create(
                nameof(Messages.ValueTypeNotFound),
                XlinkErrorCategory.ObjectNotFound,
                queue.Path,
                text,
                Names(queue));

    /// <summary>The value type of a queue that has only one.</summary>
    /// <param name="queue">The queue.</param>
    /// <returns>The value type.</returns>
    /// <exception cref="XlinkException"><c>ValueTypeMissing</c>: the queue has none, or several; the remedy names them.</exception>
    public static WfmValueType FindOnlyValueType(WfmQueue queue)
        => queue.ValueTypes.Count == 1
            ? queue.ValueTypes[0]
            : throw XlinkException.Create(nameof(Messages.ValueTypeMissing), XlinkErrorCategory.InvalidArgument, queue.Path, Names(queue));

    private static string Names(WfmQueue queue)
        => queue.ValueTypes.Count == 0 ? "-" : string.Join(", ", queue.ValueTypes.Select(valueType => valueType.Name));
}
