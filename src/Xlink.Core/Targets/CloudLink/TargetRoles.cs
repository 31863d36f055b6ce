using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Mapping;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.CloudLink;

/// <summary>What the mapped value types of the queues of a server are in Cloud Link files: guessed from their names, unless <c>isps_ul.ini</c> says it.</summary>
/// <remarks>
/// [Our reading] A queue has rows if one value type of it is <c>offered</c> and one <c>answered</c>; <c>handlingtime</c> may be missing, as in the successor's own
/// mapping. Where two value types claim a role, neither has it until one is set.
/// </remarks>
public sealed class TargetRoles
{
    private static readonly ContactRole[] Required = [ContactRole.Offered, ContactRole.Answered];

    private readonly string serverEntry;
    private readonly RoleSettings set;
    private readonly Func<string, CloudLinkSettings> settings;
    private readonly List<TargetRole> roles = [];
    private readonly List<QueueRoles> queues = [];

    private TargetRoles(string serverEntry, RoleSettings set, Func<string, CloudLinkSettings> settings)
    {
        this.serverEntry = serverEntry;
        this.set = set;
        this.settings = settings;
    }

    /// <summary>Every mapped value type that the server has, in the order of the mappings.</summary>
    public IReadOnlyList<TargetRole> All => roles;

    /// <summary>The queues that have rows.</summary>
    internal IReadOnlyList<QueueRoles> Queues => queues;

    /// <summary>Finds the roles.</summary>
    /// <param name="configuration">isps_ul.ini.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="mappings">The mappings to the server.</param>
    /// <param name="serverEntry">Name of the server entry.</param>
    /// <param name="known">The queues of the server.</param>
    /// <returns>The roles.</returns>
    /// <exception cref="XlinkException"><c>SourceKeyInvalid</c>.</exception>
    public static TargetRoles Find(
        IspsUlConfiguration configuration, string installationPath, IEnumerable<QueueMapping> mappings, string serverEntry, IReadOnlyList<WfmQueue> known)
        => Find(configuration, system => CloudLinkSettings.Read(configuration, installationPath, system), mappings, serverEntry, known);

    /// <inheritdoc cref="Find(IspsUlConfiguration, string, IEnumerable{QueueMapping}, string, IReadOnlyList{WfmQueue})"/>
    /// <param name="configuration">isps_ul.ini.</param>
    /// <param name="settings">What is configured for an external system.</param>
    /// <param name="mappings">The mappings to the server.</param>
    /// <param name="serverEntry">Name of the server entry.</param>
    /// <param name="known">The queues of the server.</param>
    internal static TargetRoles Find(
        IspsUlConfiguration configuration, Func<string, CloudLinkSettings> settings, IEnumerable<QueueMapping> mappings, string serverEntry, IReadOnlyList<WfmQueue> known)
    {
        var found = new TargetRoles(serverEntry, RoleSettings.Read(configuration), settings);
        foreach (var queue in mappings.Where(mapping => mapping.Sources.Count > 0 && string.Equals(mapping.Target.ServerEntry, serverEntry, StringComparison.OrdinalIgnoreCase))
            .GroupBy(mapping => mapping.Target.QueueId))
        {
            if (known.FirstOrDefault(candidate => candidate.Id == queue.Key) is { } target)
            {
                found.Add(target, queue);
            }
        }

        return found;
    }

    private void Add(WfmQueue queue, IEnumerable<QueueMapping> mappings)
    {
        var values = mappings.GroupBy(mapping => mapping.Target.ValueTypeId)
            .Select(same => (Type: queue.ValueTypes.FirstOrDefault(type => type.Id == same.Key), System: same.First().Sources[0].ExternalSystem))
            .Where(value => value.Type is not null)
            .Select(value => Claim(queue, value.Type!, value.System))
            .ToList();
        if (values.Count == 0)
        {
            return;
        }

        var channel = set.FindChannel(queue.Id) ?? settings(values[0].System).Channel;
        var (chosen, doubled) = Choose(values);
        _ = chosen.TryGetValue(ContactRole.AverageHandlingTime, out var average);
        var time = chosen.TryGetValue(ContactRole.HandlingTime, out var total) ? total : average;
        var reason = FindReason(chosen, doubled, time);
        if (reason.Length == 0)
        {
            queues.Add(new QueueRoles(
                queue,
                channel,
                chosen[ContactRole.Offered].Type.Id,
                chosen[ContactRole.Answered].Type.Id,
                time?.Type.Id,
                IsAverage: time is not null && time == average,
                [.. values.Where(IsUsed).Select(value => value.System).Distinct(StringComparer.OrdinalIgnoreCase)]));
        }

        roles.AddRange(values.Select(value => new TargetRole
        {
            ServerEntry = serverEntry,
            Queue = queue.Path,
            QueueId = queue.Id,
            ValueType = value.Type.Name,
            ValueTypeId = value.Type.Id,
            Role = value.Role,
            IsGuessed = value.Strength < Claimed.Set,
            Channel = channel,
            ExternalSystem = value.System,
            Reason = doubled.TryGetValue(value.Role, out var twice) ? twice
                : IsUsed(value) ? reason
                : value.Role == ContactRole.None ? Messages.CloudLinkRoleNone : Messages.CloudLinkRoleTaken,
        }));

        bool IsUsed(Claimed value) => value == time || Required.Any(role => chosen.TryGetValue(role, out var claimed) && claimed == value);
    }

    /// <summary>The value type that has each role, and the roles that several claim alike, with the reason that none has them.</summary>
    private static (Dictionary<ContactRole, Claimed> Chosen, Dictionary<ContactRole, string> Doubled) Choose(IEnumerable<Claimed> values)
    {
        var chosen = new Dictionary<ContactRole, Claimed>();
        var doubled = new Dictionary<ContactRole, string>();
        foreach (var role in values.Where(value => value.Role != ContactRole.None).GroupBy(value => value.Role))
        {
            var best = role.GroupBy(value => value.Strength).OrderByDescending(same => same.Key).First().ToList();
            if (best.Count == 1)
            {
                chosen.Add(role.Key, best[0]);
            }
            else
            {
                doubled.Add(role.Key, MessageText.Format(nameof(Messages.CloudLinkRoleTwice), string.Join(", ", best.Select(value => value.Type.Name)), role.Key));
            }
        }

        return (chosen, doubled);
    }

    private string FindReason(Dictionary<ContactRole, Claimed> chosen, Dictionary<ContactRole, string> doubled, Claimed? time)
    {
        foreach (var role in Required.Where(role => !chosen.ContainsKey(role)))
        {
            return doubled.TryGetValue(role, out var twice) ? twice : MessageText.Format(nameof(Messages.CloudLinkRoleMissing), role);
        }

        var systems = Required.Select(role => chosen[role].System).Concat(time is null ? [] : [time.System]).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var without = systems.Where(system => !settings(system).HasCloudLink).ToList();
        return without.Count == 0 || without.Count == systems.Count
            ? string.Empty
            : MessageText.Format(nameof(Messages.CloudLinkOtherTarget), string.Join(", ", without));
    }

    private Claimed Claim(WfmQueue queue, WfmValueType type, string system)
    {
        if (set.Find(queue.Id, type.Id) is { } role)
        {
            return new Claimed(type, system, role, Claimed.Set);
        }

        var guess = RoleGuess.Of(type.Name, out var isWeak);
        return new Claimed(type, system, guess, isWeak ? Claimed.Weak : Claimed.Strong);
    }

    private sealed record Claimed(WfmValueType Type, string System, ContactRole Role, int Strength)
    {
        internal const int Weak = 0;
        internal const int Strong = 1;
        internal const int Set = 2;
    }
}
