using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Targets.CloudLink;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>What the mapped values of an installation are for the successor, as Cloud Link files have it too.</summary>
/// <param name="configuration">The installation.</param>
/// <param name="findServer">Finds what is known of the server of an entry; <see langword="null"/> for nothing.</param>
internal sealed class IntegrationTargets(ImportConfiguration configuration, Func<string, ServerSnapshot?> findServer)
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ServerSnapshot?> servers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of the server of an entry; <see langword="null"/> for nothing: then names are guessed.</summary>
    internal ServerSnapshot? FindServer(string serverEntry)
    {
        if (!servers.TryGetValue(serverEntry, out var server))
        {
            servers.Add(serverEntry, server = findServer(serverEntry));
        }

        return server;
    }

    /// <summary>What a mapped value is.</summary>
    /// <returns><see langword="null"/> if the server has no such queue or value type.</returns>
    internal IntegrationTarget? Find(QueueMapping mapping)
    {
        var entry = Get(mapping.Target.ServerEntry);
        var queue = entry.Queues.FirstOrDefault(candidate => candidate.Id == mapping.Target.QueueId);
        var role = entry.Roles.FirstOrDefault(candidate => candidate.QueueId == mapping.Target.QueueId && candidate.ValueTypeId == mapping.Target.ValueTypeId);
        if (queue is null || role is null)
        {
            return null;
        }

        var settings = CloudLinkSettings.Read(configuration.Settings, configuration.InstallationPath, mapping.Sources[0].ExternalSystem);
        var identifier = ContactIntervalRows.IdentifierOf(queue, settings.QueueIdentifier);
        return new IntegrationTarget(identifier, queue.Name, role.Role, IsAlone(entry, role), role.Channel.ToText());
    }

    // Of several values that claim a role, the one that files get has it; where that is none of them, none has.
    private static bool IsAlone(Entry entry, TargetRole role)
        => role.IsWritten || !entry.Roles.Any(other => other != role && other.QueueId == role.QueueId && other.Role == role.Role);

    private Entry Get(string serverEntry)
    {
        if (!entries.TryGetValue(serverEntry, out var entry))
        {
            IReadOnlyList<QueueMapping> mappings = [.. configuration.Map.Mappings.Where(mapping => string.Equals(mapping.Target.ServerEntry, serverEntry, StringComparison.OrdinalIgnoreCase))];
            var queues = FindServer(serverEntry)?.Queues ?? Guess(mappings);
            var roles = TargetRoles.Find(configuration.Settings, configuration.InstallationPath, mappings, serverEntry, queues);
            entries.Add(serverEntry, entry = new Entry(queues, roles.All));
        }

        return entry;
    }

    /// <summary>[Our reading] Without a server, a queue is called after where its values come from, and a value type after the metric.</summary>
    private static IReadOnlyList<WfmQueue> Guess(IEnumerable<QueueMapping> mappings) =>
    [
        .. mappings.Where(mapping => mapping.Sources.Count > 0).GroupBy(mapping => mapping.Target.QueueId).Select(queue =>
        {
            var name = string.Join(", ", queue.SelectMany(mapping => mapping.Sources).Select(source => source.Path.Substring(0, Math.Max(0, source.Path.Length - source.Metric.Length - 1))).Distinct(StringComparer.Ordinal));
            return new WfmQueue
            {
                Id = queue.Key,
                ParentId = queue.First().Target.ParentQueueId,
                Name = name,
                Path = name,
                ValueTypes = [.. queue.GroupBy(mapping => mapping.Target.ValueTypeId).Select(type => new WfmValueType { Id = type.Key, Name = type.First().Sources[0].Metric })],
            };
        }),
    ];

    /// <summary>What is known of a server entry.</summary>
    private sealed record Entry(IReadOnlyList<WfmQueue> Queues, IReadOnlyList<TargetRole> Roles);
}
