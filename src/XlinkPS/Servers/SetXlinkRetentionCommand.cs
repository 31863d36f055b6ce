using System;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Queues;

namespace XlinkPS.Servers;

/// <summary>Says how long the connected server keeps the values of value types, or agent data. What is older goes once a day. Needs admin access.</summary>
[Cmdlet(VerbsCommon.Set, "XlinkRetention", SupportsShouldProcess = true, DefaultParameterSetName = "Days")]
[OutputType(typeof(WfmRetention))]
public sealed class SetXlinkRetentionCommand : ServerCmdlet
{
    /// <summary>Names of value types, for example <c>Calls</c>.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] ValueType { get; set; } = [];

    /// <summary>Agent data.</summary>
    [Parameter]
    public SwitchParameter AgentData { get; set; }

    /// <summary>Days before today that are kept.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Days")]
    [ValidateRange(1, 36500)]
    public int Days { get; set; }

    /// <summary>Keeps everything for ever.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Unlimited")]
    public SwitchParameter Unlimited { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => string.Join(", ", ValueType);

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        int? days = Unlimited ? null : Days;
        var retention = Await(Server.GetRetentionAsync);
        foreach (var name in ValueType)
        {
            var found = retention.ValueTypes.FirstOrDefault(valueType => string.Equals(valueType.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw XlinkException.Create(nameof(Messages.ValueTypeUnknown), XlinkErrorCategory.ObjectNotFound, name);
            Change(found.Name, new() { ValueTypeId = found.Id, Days = days });
        }

        if (AgentData)
        {
            Change(nameof(AgentData), new() { Days = days });
        }

        WriteObject(Await(Server.GetRetentionAsync));
    }

    private void Change(string target, RetentionChange change)
    {
        if (ShouldProcess(target))
        {
            Await(token => Server.SetRetentionAsync(change, token));
        }
    }
}
