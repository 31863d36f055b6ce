using System.Management.Automation;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>Gets the state of the server's service on this computer: account, start type, data folder and address. Needs no elevated session.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkServerService")]
[OutputType(typeof(XlinkServerService))]
public sealed class GetXlinkServerServiceCommand : XlinkCmdlet
{
    /// <inheritdoc/>
    protected override object ErrorTarget => ServerService.Name;

    /// <inheritdoc/>
    protected override void ProcessInput() => WriteObject(new XlinkServerService(ServerService.Query()));
}
