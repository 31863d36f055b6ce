using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Xlink.Files;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Mapping;

/// <summary>
/// Compares <c>acd_map.ini</c> with the queues of the servers and corrects it: a mapping whose parent queue is wrong gets the right parent;
/// entries that exist twice with invalid IDs are removed; the file as it was is kept as <c>Acd_map&lt;yyMMddHHmmss&gt;.ini</c> [documented].
/// </summary>
/// <remarks>
/// [Our reading] Queue and value type say what is meant, since their IDs are unique on a server. Of several mappings that lead to one value
/// type of one queue, those with a wrong parent are removed if one has the right one; otherwise the first gets the right parent – it is the one
/// that is imported – and the others are removed. Mappings to a queue or value type that the server does not have, and mappings of a server
/// that was not asked, stay. Scripts' files stay too: nothing says that nobody else needs them, and their numbers are not given again.
/// </remarks>
public sealed class MapCorrection
{
    private readonly AcdMap map;

    private MapCorrection(AcdMap map) => this.map = map;

    /// <summary>What is wrong, in the order of the file. Updates stand before the removals that rest on them.</summary>
    public IReadOnlyList<MapCorrectionStep> Steps { get; private init; } = [];

    /// <summary>Compares; nothing is changed.</summary>
    /// <param name="map">The mappings.</param>
    /// <param name="servers">What the servers have, by the names of their entries in <c>[DB]</c>.</param>
    /// <returns>What is wrong.</returns>
    public static MapCorrection Find(AcdMap map, IReadOnlyDictionary<string, ServerInventory> servers)
    {
        var steps = new List<MapCorrectionStep>();
        foreach (var entry in map.Mappings.GroupBy(mapping => mapping.Target.ServerEntry, StringComparer.OrdinalIgnoreCase))
        {
            if (servers.FirstOrDefault(server => string.Equals(server.Key, entry.Key, StringComparison.OrdinalIgnoreCase)).Value is { } server)
            {
                var queues = server.Queues.ToDictionary(queue => queue.Id);
                var targets = entry.Select(mapping => mapping.Target).GroupBy(target => (target.QueueId, target.ValueTypeId));
                steps.AddRange(targets.SelectMany(same => Compare(map, [.. same], queues.TryGetValue(same.Key.QueueId, out var queue) ? queue : null)));
            }
        }

        return new MapCorrection(map) { Steps = [.. steps.OrderBy(step => step.Kind).ThenBy(step => step.Changes[0].Line)] };
    }

    /// <summary>Does a step, in memory: <see cref="Save"/> writes the file.</summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <returns>Whether something was changed: a mapping that the server does not know stays, and so does one whose valid counterpart the map does not have.</returns>
    public bool Apply(MapCorrectionStep step)
    {
        switch (step.Kind)
        {
            case MapCorrectionKind.Updated:
                map.SetParent(step.Target, step.ValidTarget!.ParentQueueId);
                return true;
            case MapCorrectionKind.Removed when map.Find(step.ValidTarget!) is not null:
                return map.Remove(step.Target);
            default:
                return false;
        }
    }

    /// <summary>Writes the file in one step, after what it was has been kept beside it. A file that needs no change is left alone.</summary>
    /// <param name="now">The local time, for the name of the file that is kept. If that name is taken, the next free second is [our reading].</param>
    /// <returns>The file that keeps what was; <see langword="null"/> if nothing was changed.</returns>
    /// <exception cref="XlinkException">The errors of writing a file; <c>acd_map.ini</c> is unchanged then.</exception>
    public string? Save(DateTime now)
    {
        if (map.ToBytes().AsSpan().SequenceEqual(map.SavedContent))
        {
            return null;
        }

        var backup = KeepCopy(map.SavedContent, now);
        map.Save();
        return backup;
    }

    private static IEnumerable<MapCorrectionStep> Compare(AcdMap map, IReadOnlyList<MappingTarget> targets, WfmQueue? queue)
    {
        if (queue is null || queue.ValueTypes.All(valueType => valueType.Id != targets[0].ValueTypeId))
        {
            return targets.Select(target => new MapCorrectionStep(map, target, validTarget: null, MapCorrectionKind.Unknown, MessageText.Format(
                nameof(Messages.MappingTargetUnknown), target, string.Join(", ", map.Find(target)!.Sources))));
        }

        var wrong = targets.Where(target => target.ParentQueueId != queue.ParentId).ToList();
        var valid = targets.FirstOrDefault(target => target.ParentQueueId == queue.ParentId);
        var steps = new List<MapCorrectionStep>();
        if (valid is null)
        {
            valid = wrong[0] with { ParentQueueId = queue.ParentId };
            steps.Add(new MapCorrectionStep(map, wrong[0], valid, MapCorrectionKind.Updated, MessageText.Format(
                nameof(Messages.MappingParentWrong), queue.Path, queue.ParentId, wrong[0].ParentQueueId)));
            wrong.RemoveAt(0);
        }

        steps.AddRange(wrong.Select(target => new MapCorrectionStep(map, target, valid, MapCorrectionKind.Removed, MessageText.Format(
            nameof(Messages.MappingTwiceWithWrongParent), queue.Path, queue.ParentId, target.ParentQueueId, valid))));
        return steps;
    }

    private string KeepCopy(byte[] content, DateTime now)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(map.FilePath))!;
        while (true)
        {
            var path = Path.Combine(folder, "Acd_map" + now.ToString("yyMMddHHmmss", CultureInfo.InvariantCulture) + ".ini");
            using var copy = PendingFile.Create(path);
            copy.Write(content);
            if (copy.TryPublish())
            {
                return path;
            }

            now = now.AddSeconds(1);
        }
    }
}
