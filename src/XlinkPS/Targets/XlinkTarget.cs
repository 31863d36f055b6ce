using Xlink.Targets;
using Xlink.Targets.CloudLink;

namespace XlinkPS.Targets;

/// <summary>Where the imports of an installation, or of one of its external systems, go.</summary>
public sealed class XlinkTarget
{
    internal XlinkTarget(string installationPath, string? externalSystem, CloudLinkSettings settings)
    {
        InstallationPath = installationPath;
        ExternalSystem = externalSystem;
        Target = settings.Target;
        Directory = settings.Directory;
        AgentDirectory = settings.AgentDirectory ?? settings.Directory;
        Form = settings.Form;
        TimeZone = settings.TimeZone?.Id;
        QueueIdentifier = settings.QueueIdentifier;
        Channel = settings.Channel;
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>Name of the external system; <see langword="null"/> for what holds where nothing else is set.</summary>
    public string? ExternalSystem { get; }

    /// <summary>Where its imports go.</summary>
    public ImportTargetKind Target { get; }

    /// <summary>The folder for contact data for Cloud Link.</summary>
    public string? Directory { get; }

    /// <summary>The folder for agent status for Cloud Link.</summary>
    public string? AgentDirectory { get; }

    /// <summary>How contact data are written.</summary>
    public CloudLinkForm Form { get; }

    /// <summary>The zone of the times in the files; <see langword="null"/> for that of the WFM server.</summary>
    public string? TimeZone { get; }

    /// <summary>What identifies a queue.</summary>
    public CloudLinkQueueIdentifier QueueIdentifier { get; }

    /// <summary>The channel of the queues.</summary>
    public CloudLinkChannel Channel { get; }
}
