using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Threading.Tasks;

namespace Xlink.Benchmarks.Table;

/// <summary>The packaged module imported, beside a trivial binary module: Measure-ModuleImport.ps1.</summary>
internal sealed class ImportModuleRow : TableRow
{
    private const int ImportsPerRun = 5;

    public override string Name => "import-module";

    public override string Work => "Import-Module XlinkPS";

    public override async Task<IReadOnlyList<Measure>> RunAsync(TableContext context)
    {
        var artifacts = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ArtifactsFolder").Value!;
        var module = Path.Combine(artifacts, "XlinkPS", "XlinkPS.psd1");
        var script = Path.Combine(AppContext.BaseDirectory, "Measure-ModuleImport.ps1");
        var text = await Peer.RunAsync(
            "pwsh", "-NoProfile", "-NonInteractive", "-Command", string.Create(CultureInfo.InvariantCulture, $"& '{script}' -Module '{module}' -Count {ImportsPerRun * context.Runs} | ConvertTo-Json"));
        var found = JsonDocument.Parse(text).RootElement.EnumerateArray().ToDictionary(item => item.GetProperty("Module").GetString()!);
        foreach (var (name, times) in found)
        {
            context.Report(name, times.GetProperty("Elapsed").GetDouble() / 1000);
        }

        var ours = found["XlinkPS"];
        var withView = ours.GetProperty("Processor").GetDouble() / found["TrivialWithView"].GetProperty("Processor").GetDouble();
        return
        [
            new("a trivial binary module", ours.GetProperty("ElapsedRatio").GetDouble(), 1.5, AtLeast: false),
            new("the same in processor time", ours.GetProperty("ProcessorRatio").GetDouble(), 1.5, AtLeast: false),
            new("one that brings a view and a type, in processor time", withView, null),
        ];
    }
}
