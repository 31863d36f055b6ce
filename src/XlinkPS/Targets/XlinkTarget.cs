using Xlink.Targets;
using Xlink.Targets.CloudLink;

namespace XlinkPS.Targets;

/// <summary>Where the imports of an installation, or of one of its external systems, go.</summary>
public sealed class XlinkTarget
{
    private readonly CloudLinkSettings settings;

    internal XlinkTarget(string installationPath, string? externalSystem, CloudLinkSettings settings)
    {
        InstallationPath = installationPath;
        ExternalSystem = externalSystem;
        this.settings = settings;
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>Name of the external system; <see langword="null"/> for what holds where nothing else is set.</summary>
    public string? ExternalSystem { get; }

    /// <summary>Where its imports go.</summary>
    public ImportTargetKind Target => settings.Target;

    /// <summary>The folder for contact data for Cloud Link.</summary>
    public string? Directory => settings.Directory;

    /// <summary>The folder for agent status for Cloud Link.</summary>
    public string? AgentDirectory => settings.AgentDirectory ?? settings.Directory;

    /// <summary>How contact data are written.</summary>
    public CloudLinkForm Form => settings.Form;

    /// <summary>The zone of the times in the files; <see langword="null"/> for that of the WFM server.</summary>
    public string? TimeZone => settings.TimeZoneName;

    /// <summary>What identifies a queue.</summary>
    public CloudLinkQueueIdentifier QueueIdentifier => settings.QueueIdentifier;

    /// <summary>The channel of the queues.</summary>
    public CloudLinkChannel Channel => settings.Channel;
}
