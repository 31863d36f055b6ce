using System;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.ExternalSystems;

/// <summary>Removes an external system from the connected WFM server. Values that were imported from it stay.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkExternalSystem", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
public sealed class RemoveXlinkExternalSystemCommand : ServerCmdlet
{
    /// <summary>Name of the external system.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The external system, from Get-XlinkExternalSystem.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public WfmExternalSystem? InputObject { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => InputObject?.Name ?? Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var system = InputObject
            ?? Await(Server.GetExternalSystemsAsync).FirstOrDefault(known => string.Equals(known.Name, Name, StringComparison.OrdinalIgnoreCase))
            ?? throw XlinkException.Create(nameof(Messages.ExternalSystemNotFound), XlinkErrorCategory.ObjectNotFound, Name);
        if (ShouldProcess(system.Name))
        {
            Await(token => Server.DeleteExternalSystemAsync(system.Id, token));
        }
    }
}
