using System.Linq;
using System.Management.Automation;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Targets.CloudLink;
using XlinkPS.Queues;

namespace XlinkPS.Targets;

/// <summary>
/// Gets what each mapped value type is in Cloud Link files – offered, answered, handling time –, whether that was guessed from its name, and the reason for what
/// does not get there.
/// </summary>
[Cmdlet(VerbsCommon.Get, "XlinkTargetRole")]
[OutputType(typeof(TargetRole))]
public sealed class GetXlinkTargetRoleCommand : TargetRoleCmdlet
{
    /// <summary>Paths of queues, with wildcards. Default: all that are mapped.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Queue { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var patterns = Queue.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        var roles = FindRoles(installation, IspsUlConfiguration.Load(installation.Path)).SelectMany(server => server.Roles.All);
        WriteObject(roles.Where(role => patterns.Count == 0 || patterns.Exists(pattern => pattern.IsMatch(role.Queue))), enumerateCollection: true);
    }
}
