using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Scripting;
using Xlink.Sources.Universal;
using Xlink.Targets.CloudLink;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>Finds out which mappings to a server a query over one external system can carry, and says of every other one why it cannot.</summary>
internal sealed class MappedQueues
{
    private readonly ImportConfiguration configuration;
    private readonly string externalSystem;
    private readonly UniversalCallDataSource source;
    private readonly Func<QueueMapping, IntegrationTarget?> describe;
    private readonly List<IntegrationLimitation> limitations;
    private readonly SortedDictionary<int, MappedQueue> queues = [];
    private readonly List<(QueueMapping Mapping, ContactRole Role, MappedSum Sum, MappedSum? Divisor)> found = [];
    private readonly List<string> carried = [];

    /// <summary>Goes through the mappings.</summary>
    /// <param name="configuration">Where their scripts are.</param>
    /// <param name="settings">The external system.</param>
    /// <param name="mappings">The mappings to one server that the external system feeds.</param>
    /// <param name="describe">Says what a mapped value is; <see langword="null"/> if the server does not have it.</param>
    /// <param name="limitations">Takes what cannot be carried.</param>
    internal MappedQueues(
        ImportConfiguration configuration,
        UniversalCallDataSettings settings,
        IReadOnlyList<QueueMapping> mappings,
        Func<QueueMapping, IntegrationTarget?> describe,
        List<IntegrationLimitation> limitations)
    {
        this.configuration = configuration;
        this.describe = describe;
        this.limitations = limitations;
        externalSystem = settings.ExternalSystem;
        source = new UniversalCallDataSource(settings, configuration.InstallationPath);
        foreach (var mapping in mappings)
        {
            Read(mapping);
        }

        foreach (var (mapping, role, sum, divisor) in found.OrderBy(value => value.Role == ContactRole.AverageHandlingTime))
        {
            Add(mapping, role, sum, divisor);
        }

        foreach (var queue in Queues)
        {
            TellMissing(queue, mappings);
        }
    }

    /// <summary>The queues, by ID.</summary>
    internal IReadOnlyList<MappedQueue> Queues => [.. queues.Values.Where(queue => queue.Values.Count > 0)];

    /// <summary>The mappings that are carried.</summary>
    internal IReadOnlyList<string> Carried => carried;

    private void Read(QueueMapping mapping)
    {
        if (mapping.Sources.Count == 0)
        {
            return;
        }

        if (describe(mapping) is not { } target)
        {
            Limit(nameof(Messages.IntegrationTargetUnknown), mapping);
        }
        else if (target.Role == ContactRole.None)
        {
            Limit(nameof(Messages.IntegrationRoleUnknown), mapping);
        }
        else if (!target.HasRole)
        {
            Limit(nameof(Messages.IntegrationRoleTwice), mapping, target.Role);
        }
        else if (mapping.Sources.FirstOrDefault(path => !string.Equals(path.ExternalSystem, externalSystem, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            Limit(nameof(Messages.IntegrationSystemsMixed), mapping, externalSystem, other.ExternalSystem);
        }
        else if (mapping.Sources.FirstOrDefault(path => source.FindSeries(path.Path) is null) is { } unknown)
        {
            Limit(nameof(Messages.IntegrationSourceUnknown), mapping, unknown);
        }
        else if (GetSum(mapping) is { } sum)
        {
            var series = mapping.Sources.Select(path => source.FindSeries(path.Path)!).ToList();
            found.Add((mapping, target.Role, new MappedSum(series, sum.Factors), sum.Divisors is null ? null : new MappedSum(series, sum.Divisors)));
            if (!queues.ContainsKey(mapping.Target.QueueId))
            {
                queues.Add(
                    mapping.Target.QueueId,
                    new MappedQueue { Id = mapping.Target.QueueId, Identifier = target.QueueIdentifier, Name = target.QueueName, Channel = target.Channel });
            }
        }
    }

    private ScriptSum? GetSum(QueueMapping mapping)
    {
        if (mapping.ScriptFile is not { } file)
        {
            return ScriptSum.Default(mapping.Sources.Count);
        }

        try
        {
            configuration.GetScript(file).EnsureParameters(mapping.Sources.Count);
            if (ScriptSum.Find(configuration.GetScriptText(file), mapping.Sources.Count) is { } sum)
            {
                if (sum.Factors.Any(factor => factor != Math.Floor(factor)))
                {
                    Limit(nameof(Messages.IntegrationDecimals), mapping, file);
                }

                return sum;
            }

            Limit(nameof(Messages.IntegrationScriptNotSum), mapping, file);
        }
        catch (XlinkException exception)
        {
            Limit(nameof(Messages.IntegrationScriptBroken), mapping, file, exception.Message);
        }

        return null;
    }

    private void Add(QueueMapping mapping, ContactRole role, MappedSum sum, MappedSum? divisor)
    {
        var values = queues[mapping.Target.QueueId].Values;
        if (role == ContactRole.AverageHandlingTime)
        {
            if (!values.TryGetValue(ContactRole.Answered, out var answered))
            {
                Limit(nameof(Messages.IntegrationAverageAlone), mapping);
                return;
            }

            if (values.ContainsKey(ContactRole.HandlingTime))
            {
                // The total is there already: the average of it is nothing new.
                carried.Add(mapping.Target.ToString());
                return;
            }

            if (divisor is not null)
            {
                AddDivided(mapping, values, sum, divisor, answered);
                return;
            }

            if (sum.Factors.Count > 1)
            {
                Limit(nameof(Messages.IntegrationAveragesAdded), mapping);
            }
        }
        else if (divisor is not null)
        {
            Limit(nameof(Messages.IntegrationScriptDivides), mapping, mapping.ScriptFile);
            return;
        }

        if (values.ContainsKey(role))
        {
            Limit(nameof(Messages.IntegrationRoleTwice), mapping, role);
            return;
        }

        values.Add(role, sum);
        carried.Add(mapping.Target.ToString());
    }

    /// <summary>An average over what is answered comes to its total by itself.</summary>
    private void AddDivided(QueueMapping mapping, Dictionary<ContactRole, MappedSum> values, MappedSum sum, MappedSum divisor, MappedSum answered)
    {
        if (divisor.Is(answered))
        {
            values.Add(ContactRole.HandlingTime, sum);
            carried.Add(mapping.Target.ToString());
        }
        else
        {
            Limit(nameof(Messages.IntegrationScriptDivides), mapping, mapping.ScriptFile);
        }
    }

    private void TellMissing(MappedQueue queue, IReadOnlyList<QueueMapping> mappings)
    {
        var missing = new[] { ContactRole.Offered, ContactRole.Answered, ContactRole.HandlingTime }
            .Where(role => !queue.Values.ContainsKey(role))
            .Where(role => role != ContactRole.HandlingTime || !queue.Values.ContainsKey(ContactRole.AverageHandlingTime))
            .ToList();
        if (missing.Count > 0)
        {
            Limit(
                nameof(Messages.IntegrationColumnEmpty),
                mappings.First(mapping => mapping.Target.QueueId == queue.Id),
                queue.Name,
                string.Join(", ", missing.Select(role => role.ToString().ToLowerInvariant())));
        }
    }

    private void Limit(string code, QueueMapping mapping, params object?[] arguments)
        => limitations.Add(IntegrationLimitation.Create(code, mapping.Target.ToString(), arguments));
}
