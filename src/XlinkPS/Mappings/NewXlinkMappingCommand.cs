using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Scripting;

namespace XlinkPS.Mappings;

/// <summary>Maps metrics of external systems to a value type of a queue: adds lines to acd_map.ini and changes nothing else in it.</summary>
[Cmdlet(VerbsCommon.New, "XlinkMapping", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[OutputType(typeof(XlinkMapping))]
public sealed class NewXlinkMappingCommand : MappingTargetCmdlet
{
    /// <summary>The metrics, as Get-XlinkSourceTree shows them: Para1, Para2 … of the script in this order. Without a script they are added up.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
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
        var (target, description, queues) = FindTarget(installation);
        var map = AcdMap.Load(installation.Path);
        var sources = Source.Select(SourcePath.Parse).ToList();
        if (!Append && map.Find(target) is not null)
        {
            throw XlinkException.InFile(map.FilePath, line: null, nameof(Messages.TargetMapped), XlinkErrorCategory.ResourceExists, description);
        }

        sources.ForEach(source => map.Add(target, source));
        var script = ScriptPath is null ? null : ReadScript(map.Find(target)!.Sources.Count);
        WarnOfUnknown(sources, installation);
        if (!ShouldProcess(map.FilePath, MessageText.Format(nameof(Messages.MapAction), string.Join(", ", sources), description)))
        {
            return;
        }

        if (script is null)
        {
            map.Save();
        }
        else
        {
            ScriptFile.SaveNew(map, target, script);
        }

        WriteObject(new XlinkMapping(installation.Path, map.Find(target)!, queues.Count > 0 ? queues : SessionQueues.FindFor(this)));
    }

    private byte[] ReadScript(int sources)
    {
        var path = ResolvePath(ScriptPath!);
        var script = Script.Load(path);
        script.EnsureParameters(sources);
        script.Warnings.ToList().ForEach(warning => WriteWarning(warning.ToString()));
        return File.ReadAllBytes(path);
    }

    // A mapping may be written before its external system is configured; a slip of the pen should not wait for the first import.
    private void WarnOfUnknown(IEnumerable<SourcePath> sources, XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        foreach (var system in sources.GroupBy(source => source.ExternalSystem, StringComparer.OrdinalIgnoreCase))
        {
            if (configuration.FindExternalSystem(system.Key) is not { } section)
            {
                WriteWarning(MessageText.Format(nameof(Messages.ExternalSystemNotConfigured), system.Key));
            }
            else if (ConfiguredSources.Find(section, installation.Path) is { } known)
            {
                var unknown = system.Where(source => known.FindSeries(source.Path) is null).ToList();
                unknown.ForEach(source => WriteWarning(MessageText.Format(nameof(Messages.SourceSeriesUnknown), source)));
            }
        }
    }
}
