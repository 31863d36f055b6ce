using System;
using NodaTime;
using Xlink.Configuration;
using Xlink.Sources;

namespace Xlink.Targets.CloudLink;

/// <summary>Where the imports of an external system go, and how Cloud Link files of it look: its section of <c>isps_ul.ini</c>, and <c>[General]</c> for what that does not say.</summary>
public sealed record CloudLinkSettings
{
    /// <summary>Where the imports go.</summary>
    public ImportTargetKind Target { get; init; }

    /// <summary>The <c>importDirectory</c> for contact data; <see langword="null"/> if none is set.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// The <c>importDirectory</c> for agent status; <see langword="null"/> if none is set. It is another one than that for contact data: a CSV integration
    /// takes one kind of data, and a Cloud Link has one integration [documented].
    /// </summary>
    public string? AgentDirectory { get; init; }

    /// <summary>How contact data are written.</summary>
    public CloudLinkForm Form { get; init; }

    /// <summary>The zone that is set in the successor's integration; <see langword="null"/> for that of the WFM server.</summary>
    public DateTimeZone? TimeZone { get; init; }

    /// <summary>IANA name of <see cref="TimeZone"/>, for callers that do without NodaTime.</summary>
    public string? TimeZoneName => TimeZone?.Id;

    /// <summary>What identifies a queue.</summary>
    public CloudLinkQueueIdentifier QueueIdentifier { get; init; }

    /// <summary>The channel of queues that nothing else is said of.</summary>
    public CloudLinkChannel Channel { get; init; }

    /// <summary>Whether the imports go to the WFM server.</summary>
    public bool HasWfm => Target != ImportTargetKind.CloudLink;

    /// <summary>Whether they go to Cloud Link.</summary>
    public bool HasCloudLink => Target != ImportTargetKind.Wfm;

    /// <summary>Reads the keys.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="installationPath">Folder of the installation, which relative folders are in.</param>
    /// <param name="externalSystem">Name of the external system; <see langword="null"/> for what <c>[General]</c> says for all.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="XlinkException"><c>SourceKeyInvalid</c>, with file and line.</exception>
    public static CloudLinkSettings Read(IspsUlConfiguration configuration, string installationPath, string? externalSystem)
    {
        IConfigurationSection?[] sections =
            [externalSystem is null ? null : configuration.FindExternalSystem(externalSystem), configuration.Document.FindSection(GeneralSettings.SectionName)];
        return new Reader(sections, installationPath).Read();
    }

    private sealed class Reader(IConfigurationSection?[] sections, string installationPath)
    {
        internal CloudLinkSettings Read() => new()
        {
            Target = Choice<ImportTargetKind>(CloudLinkKeys.Target),
            Directory = Folder(CloudLinkKeys.Directory),
            AgentDirectory = Folder(CloudLinkKeys.AgentDirectory),
            Form = Choice<CloudLinkForm>(CloudLinkKeys.Form),
            TimeZone = Zone(),
            QueueIdentifier = Choice<CloudLinkQueueIdentifier>(CloudLinkKeys.QueueIdentifier),
            Channel = Channel(),
        };

        private IConfigurationSection? Find(string key, out string value)
        {
            var found = Array.Find(sections, section => section?.GetText(key)?.Trim() is { Length: > 0 });
            value = found?.GetText(key)!.Trim() ?? string.Empty;
            return found;
        }

        private T Choice<T>(string key)
            where T : struct, Enum
        {
            if (Find(key, out var value) is not { } section)
            {
                return default;
            }

            var name = Array.Find(Enum.GetNames(typeof(T)), candidate => string.Equals(candidate, value, StringComparison.OrdinalIgnoreCase));
            return name is null ? throw Invalid(section, key, value, string.Join(", ", Enum.GetNames(typeof(T)))) : (T)Enum.Parse(typeof(T), name);
        }

        private string? Folder(string key) => Find(key, out var value) is null ? null : SectionReader.ToFolder(value, installationPath);

        private DateTimeZone? Zone() => Find(CloudLinkKeys.TimeZone, out var value) is not { } section ? null
            : SourceTimeZone.TryParse(value, out var zone) && zone.Zone is { } named ? named
            : throw Invalid(section, CloudLinkKeys.TimeZone, value, MessageText.Format(nameof(Messages.CheckExpectedZoneName), string.Join(", ", SourceTimeZone.FindNearestNames(value))));

        private CloudLinkChannel Channel()
        {
            if (Find(CloudLinkKeys.Channel, out var value) is not { } section)
            {
                return default;
            }

            return CloudLinkChannelText.Parse(value) ?? throw Invalid(section, CloudLinkKeys.Channel, value, string.Join(", ", CloudLinkChannelText.All));
        }

        private static XlinkException Invalid(IConfigurationSection section, string key, string value, string expected)
            => XlinkException.InKey(section, key, nameof(Messages.SourceKeyInvalid), XlinkErrorCategory.InvalidData, section.Name, key, value, expected);
    }
}
