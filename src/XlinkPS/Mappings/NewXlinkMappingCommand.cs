using System.IO;
using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Scripting;
using XlinkPS.Servers;

namespace XlinkPS.Mappings;

/// <summary>Maps metrics of external systems to a value type of a queue: adds lines to acd_map.ini and changes nothing else in it.</summary>
[Cmdlet(VerbsCommon.New, "XlinkMapping", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[OutputType(typeof(XlinkMapping))]
public sealed class NewXlinkMappingCommand : MappingTargetCmdlet
{
    /// <summary>The metrics, as Get-XlinkSourceTree shows them: Para1, Para2 … of the script in this order. Without a script they are added up.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SourceCompleter))]
    public string[] Source { get; set; } = [];

    /// <summary>A script in Enable Basic; it is checked, and copied into the installation as <c>$n.BAS</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScriptPath { get; set; }

    /// <summary>Adds the metrics to those that feed the target already.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var (target, description) = FindTarget(installation);
        var map = AcdMap.Load(installation.Path);
        if (!Append && map.Find(target) is not null)
        {
            throw XlinkException.InFile(map.FilePath, line: null, nameof(Messages.TargetMapped), XlinkErrorCategory.ResourceExists, description);
        }

        foreach (var source in Source)
        {
            map.Add(target, SourcePath.Parse(source));
        }

        var script = ScriptPath is null ? null : ReadScript(map.Find(target)!.Sources.Count);
        if (!ShouldProcess(map.FilePath, MessageText.Format(nameof(Messages.MapAction), string.Join(", ", Source), description)))
        {
            return;
        }

        if (script is not null)
        {
            // The script first: a mapping never names a file that is not there.
            map.SetScript(target, ScriptFile.Create(map, script));
        }

        map.Save();
        WriteObject(new XlinkMapping(installation.Path, map.Find(target)!, KnownQueues()));
    }

    private byte[] ReadScript(int sources)
    {
        var path = ResolvePath(ScriptPath!);
        Script.Load(path).EnsureParameters(sources);
        return File.ReadAllBytes(path);
    }

    private System.Collections.Generic.IReadOnlyList<Xlink.Targets.Wfm.WfmQueue> KnownQueues()
        => ServerSession.Current is { } server ? Await(server.GetQueuesAsync) : [];
}
