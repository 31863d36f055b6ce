using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xlink.Configuration;

namespace Xlink.Targets.CloudLink;

/// <summary>
/// The roles and channels that <c>[General]</c> of <c>isps_ul.ini</c> says, by the IDs that <c>acd_map.ini</c> has: <c>CloudLinkAnswered=1003;1007:1012</c> is the
/// value type 1003 of every queue, and 1012 of the queue 1007; <c>CloudLinkQueueChannels=1007:chats</c> is a queue's channel.
/// </summary>
internal sealed class RoleSettings
{
    internal const string Channels = "CloudLinkQueueChannels";

    private static readonly ContactRole[] Roles = (ContactRole[])Enum.GetValues(typeof(ContactRole));

    private readonly Dictionary<(int? Queue, int ValueType), ContactRole> roles = [];
    private readonly Dictionary<int, CloudLinkChannel> channels = [];

    private RoleSettings()
    {
    }

    /// <summary>Reads the keys.</summary>
    /// <exception cref="XlinkException"><c>SourceKeyInvalid</c>.</exception>
    internal static RoleSettings Read(IspsUlConfiguration configuration)
    {
        var read = new RoleSettings();
        if (configuration.Document.FindSection(GeneralSettings.SectionName) is not { } section)
        {
            return read;
        }

        foreach (var role in Roles)
        {
            var key = CloudLinkKeys.Of(role);
            foreach (var item in Items(section, key))
            {
                var parsed = Parse(item) ?? throw Invalid(section, key, item, Messages.CheckExpectedRoles);
                read.roles[parsed] = role;
            }
        }

        foreach (var item in Items(section, Channels))
        {
            var parts = item.Split(':');
            read.channels[parts.Length == 2 && Number(parts[0]) is { } queue ? queue : throw InvalidChannels(section, item)]
                = CloudLinkChannelText.Parse(parts[1]) ?? throw InvalidChannels(section, item);
        }

        return read;
    }

    /// <summary>The role that is set for a value type of a queue; <see langword="null"/> for none.</summary>
    internal ContactRole? Find(int queue, int valueType)
        => roles.TryGetValue((queue, valueType), out var own) ? own : roles.TryGetValue((null, valueType), out var general) ? general : null;

    /// <summary>The channel that is set for a queue; <see langword="null"/> for none.</summary>
    internal CloudLinkChannel? FindChannel(int queue) => channels.TryGetValue(queue, out var channel) ? channel : null;

    /// <summary>Sets the role of a value type.</summary>
    /// <param name="configuration">Is changed; not yet saved.</param>
    /// <param name="queue">The queue; <see langword="null"/> for every queue.</param>
    /// <param name="valueType">The value type.</param>
    /// <param name="role">The role; <see langword="null"/> to guess it again.</param>
    internal static void Set(IspsUlConfiguration configuration, int? queue, int valueType, ContactRole? role)
    {
        foreach (var candidate in Roles)
        {
            Change(configuration, CloudLinkKeys.Of(candidate), item => Parse(item) == (queue, valueType), candidate == role ? Format(queue, valueType) : null);
        }
    }

    /// <summary>Sets the channel of a queue.</summary>
    internal static void SetChannel(IspsUlConfiguration configuration, int queue, CloudLinkChannel channel)
    {
        var number = queue.ToString(CultureInfo.InvariantCulture);
        Change(configuration, Channels, item => item.Split(':')[0].Trim() == number, number + ":" + channel.ToText());
    }

    private static void Change(IspsUlConfiguration configuration, string key, Predicate<string> isReplaced, string? added)
    {
        var section = configuration.Document.FindSection(GeneralSettings.SectionName);
        var before = section is null ? [] : Items(section, key).ToList();
        IReadOnlyList<string> after = [.. before.Where(item => !isReplaced(item)), .. added is null ? Array.Empty<string>() : [added]];
        if (after.Count > 0 && !after.SequenceEqual(before, StringComparer.Ordinal))
        {
            configuration.Document.SetValue(GeneralSettings.SectionName, key, string.Join(";", after));
        }
        else if (after.Count == 0 && before.Count > 0)
        {
            _ = configuration.Document.RemoveKey(GeneralSettings.SectionName, key);
        }
    }

    private static IEnumerable<string> Items(IConfigurationSection section, string key)
        => (section.GetText(key) ?? string.Empty).Split(';').Select(item => item.Trim()).Where(item => item.Length > 0);

    private static (int? Queue, int ValueType)? Parse(string item)
    {
        var parts = item.Split(':');
        return parts.Length switch
        {
            1 when Number(parts[0]) is { } valueType => (null, valueType),
            2 when Number(parts[0]) is { } queue && Number(parts[1]) is { } valueType => (queue, valueType),
            _ => null,
        };
    }

    private static string Format(int? queue, int valueType)
        => (queue is { } id ? id.ToString(CultureInfo.InvariantCulture) + ":" : string.Empty) + valueType.ToString(CultureInfo.InvariantCulture);

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static XlinkException InvalidChannels(IConfigurationSection section, string item)
        => Invalid(section, Channels, item, MessageText.Format(nameof(Messages.CheckExpectedQueueChannels), string.Join(", ", CloudLinkChannelText.All)));

    private static XlinkException Invalid(IConfigurationSection section, string key, string item, string expected)
        => XlinkException.InKey(section, key, nameof(Messages.SourceKeyInvalid), XlinkErrorCategory.InvalidData, section.Name, key, item, expected);
}
