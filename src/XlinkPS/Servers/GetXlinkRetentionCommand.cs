using System.Management.Automation;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>Shows how long the connected server keeps the values of each value type, and agent data. Needs admin access.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkRetention")]
[OutputType(typeof(WfmRetention))]
public sealed class GetXlinkRetentionCommand : ServerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInput() => WriteObject(Await(Server.GetRetentionAsync));
}
