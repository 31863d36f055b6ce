using System.Collections.Generic;
using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Targets;
using Xlink.Targets.CloudLink;
using XlinkPS.Completion;
using XlinkPS.ExternalSystems;
using XlinkPS.Installations;

namespace XlinkPS.Targets;

/// <summary>
/// Sets where imports go: to the WFM server, into files for Cloud Link, its successor, or to both for a parallel run. For the installation, or for one of its
/// external systems. The servers are asked for their queues, so that imports to Cloud Link need none of them later. Passes the installation on.
/// </summary>
[Cmdlet(VerbsCommon.Set, "XlinkTarget", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkInstallation))]
public sealed class SetXlinkTargetCommand : InstallationCmdlet
{
    /// <summary>Name of the external system whose section is changed. Default: [General], which holds for all that say nothing else.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? ExternalSystem { get; set; }

    /// <summary>Where the imports go.</summary>
    [Parameter(Position = 0)]
    public ImportTargetKind Target { get; set; }

    /// <summary>Folder for contact data for Cloud Link: its <c>importDirectory</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <summary>Folder for agent status for Cloud Link: the <c>importDirectory</c> of another one, because an integration takes one kind of data. Default: that for contact data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AgentDirectory { get; set; }

    /// <summary>How contact data are written.</summary>
    [Parameter]
    public CloudLinkForm Form { get; set; }

    /// <summary>The time zone that is set in the integration, for example <c>Europe/Berlin</c> or <c>UTC</c>. Default: that of the WFM server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>What identifies a queue in the files.</summary>
    [Parameter]
    public CloudLinkQueueIdentifier QueueIdentifier { get; set; }

    /// <summary>The channel of the queues.</summary>
    [Parameter]
    public CloudLinkChannel Channel { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        var section = ExternalSystem ?? GeneralSettings.SectionName;
        var keys = new List<string>();
        foreach (var (parameter, key, value) in new (string, string, string?)[]
        {
            (nameof(Target), CloudLinkKeys.Target, Target.ToString()),
            (nameof(Directory), CloudLinkKeys.Directory, Directory is null ? null : ResolvePath(Directory)),
            (nameof(AgentDirectory), CloudLinkKeys.AgentDirectory, AgentDirectory is null ? null : ResolvePath(AgentDirectory)),
            (nameof(Form), CloudLinkKeys.Form, Form.ToString()),
            (nameof(TimeZone), CloudLinkKeys.TimeZone, TimeZone),
            (nameof(QueueIdentifier), CloudLinkKeys.QueueIdentifier, QueueIdentifier.ToString()),
            (nameof(Channel), CloudLinkKeys.Channel, Channel.ToText()),
        })
        {
            if (MyInvocation.BoundParameters.ContainsKey(parameter))
            {
                configuration.SetSetting(section, key, value!);
                keys.Add(key + "=" + value);
            }
        }

        if (ShouldProcess(configuration.FilePath, MessageText.Format(nameof(Messages.SetKeysAction), section, string.Join(", ", keys))))
        {
            configuration.Save();
            if (CloudLinkSettings.Read(configuration, installation.Path, ExternalSystem).HasCloudLink)
            {
                AskServers(installation);
            }
        }

        WriteObject(installation);
    }

    private void AskServers(XlinkInstallation installation)
    {
        var failures = new List<(string Entry, XlinkException Failure)>();
        Await(token => ServerSnapshot.RefreshAsync(installation.Path, (entry, failure) => failures.Add((entry, failure)), token));
        foreach (var (entry, failure) in failures)
        {
            WriteWarning(MessageText.Format(nameof(Messages.ServerNotAsked), entry, failure.Message));
        }
    }
}
