using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Activities;

/// <summary>Gets activities of the connected WFM server with the external activities that lead to them.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkActivity")]
[OutputType(typeof(WfmActivity))]
public sealed class GetXlinkActivityCommand : ServerCmdlet
{
    /// <summary>Name or ID; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Activity")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ActivityCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
        => WriteObject(
            new NamePattern(Name).Find(Await(Server.GetActivitiesAsync), activity => activity.Name, activity => activity.Id, nameof(Messages.ActivityNotFound)),
            enumerateCollection: true);
}
