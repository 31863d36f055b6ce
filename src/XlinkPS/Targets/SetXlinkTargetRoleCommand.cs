using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Targets.CloudLink;
using Xlink.Targets.Wfm;
using XlinkPS.Queues;

namespace XlinkPS.Targets;

/// <summary>
/// Sets what a value type is in Cloud Link files, for every queue or for one, or the channel of a queue: keys in [General] of isps_ul.ini. What is set comes
/// before what names say.
/// </summary>
[Cmdlet(VerbsCommon.Set, "XlinkTargetRole", SupportsShouldProcess = true, DefaultParameterSetName = "Role")]
[OutputType(typeof(TargetRole))]
public sealed class SetXlinkTargetRoleCommand : TargetRoleCmdlet
{
    /// <summary>Name of the value type, or its ID.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Role", ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Guess", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string ValueType { get; set; } = string.Empty;

    /// <summary>What it is: <c>None</c> for nothing.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Role")]
    public ContactRole Role { get; set; }

    /// <summary>Forgets what was set, so that the name counts again.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Guess")]
    public SwitchParameter Guess { get; set; }

    /// <summary>Name or path of the queue, or its ID. Default: every queue with the value type.</summary>
    [Parameter(ParameterSetName = "Role", ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Guess", ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = "Channel", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Queue { get; set; }

    /// <summary>The channel of the queue.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Channel")]
    public CloudLinkChannel Channel { get; set; }

    /// <summary>Writes the roles of the queue, or of the value type, to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        var queues = FindRoles(installation, configuration).SelectMany(server => server.Server.Queues).ToList();
        var queue = Queue is null ? null : QueueTree.Find(queues, Queue);
        var valueType = ParameterSetName == "Channel" ? null : FindValueType(queues, queue);
        if (valueType is null)
        {
            RoleSettings.SetChannel(configuration, queue!.Id, Channel);
        }
        else
        {
            RoleSettings.Set(configuration, queue?.Id, valueType.Id, ParameterSetName == "Guess" ? null : Role);
        }

        var what = string.Join(" / ", new[] { queue?.Path, valueType?.Name }.Where(name => name is not null));
        if (!ShouldProcess(what, MessageText.Format(nameof(Messages.SetRoleAction), valueType is null ? Channel.ToText() : Guess ? "-" : Role.ToString())))
        {
            return;
        }

        configuration.Save();
        if (PassThru)
        {
            WriteObject(
                FindRoles(installation, configuration).SelectMany(server => server.Roles.All)
                    .Where(role => (queue is null || role.QueueId == queue.Id) && (valueType is null || role.ValueTypeId == valueType.Id)),
                enumerateCollection: true);
        }
    }

    private WfmValueType FindValueType(IReadOnlyList<WfmQueue> queues, WfmQueue? queue)
    {
        if (queue is not null)
        {
            return QueueTree.FindValueType(queue, ValueType);
        }

        var all = queues.SelectMany(candidate => candidate.ValueTypes).GroupBy(type => type.Id).Select(same => same.First()).ToList();
        return NameOrId.Find(all, ValueType, type => type.Name, type => type.Id)
            ?? throw XlinkException.Create(
                nameof(Messages.ValueTypeNotFound), XlinkErrorCategory.ObjectNotFound, ServerEntry ?? "WFM", ValueType, string.Join(", ", all.Select(type => type.Name)));
    }
}
