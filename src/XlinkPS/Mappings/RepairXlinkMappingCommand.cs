using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Targets;
using XlinkPS.Installations;

namespace XlinkPS.Mappings;

/// <summary>
/// Compares acd_map.ini with the queues of the servers and corrects it, as AutomaticMappingCorrection does at start: a wrong parent queue is put
/// right, and what exists twice with invalid IDs is removed. The file as it was is kept beside it. Mappings to queues that the server does not
/// have are written to the pipeline and stay.
/// </summary>
[Cmdlet(VerbsDiagnostic.Repair, "XlinkMapping", SupportsShouldProcess = true)]
[OutputType(typeof(MapCorrectionChange))]
public sealed class RepairXlinkMappingCommand : InstallationCmdlet
{
    /// <summary>Only mappings of these server entries. Default: all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerEntryCompleter))]
    public string[] ServerEntry { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var map = AcdMap.Load(installation.Path);
        var entries = map.Mappings.Select(mapping => mapping.Target.ServerEntry).Where(IsWanted).ToList();
        var servers = AwaitReporting((report, token) => ServerInventory.LoadAsync(
            installation.Path, entries, (entry, failure) => report(() => WriteError(ErrorRecords.From(failure, entry))), token));
        var correction = MapCorrection.Find(map, servers);
        var done = new HashSet<MapCorrectionStep>(correction.Steps.Where(step => Confirm(step, map.FilePath) && correction.Apply(step)));
        if (correction.Save(DateTime.Now) is { } backup)
        {
            WriteVerbose(MessageText.Format(nameof(Messages.MappingsCorrected), map.FilePath, done.Count, backup));
        }

        WriteObject(
            correction.Steps.SelectMany(step => step.Changes.Select(change => change with { IsDone = done.Contains(step) })).OrderBy(change => change.Line),
            enumerateCollection: true);
    }

    private bool IsWanted(string entry)
        => ServerEntry.Length == 0 || ServerEntry.Contains(entry, StringComparer.OrdinalIgnoreCase);

    private bool Confirm(MapCorrectionStep step, string file) => step.Kind switch
    {
        MapCorrectionKind.Updated => ShouldProcess(file, MessageText.Format(nameof(Messages.MappingUpdateAction), step.Target, step.ValidTarget)),
        MapCorrectionKind.Removed => ShouldProcess(file, MessageText.Format(nameof(Messages.MappingRemoveAction), step.Target, step.ValidTarget)),
        _ => false,
    };
}
