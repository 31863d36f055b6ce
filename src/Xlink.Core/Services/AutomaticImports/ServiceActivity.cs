using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xlink.Files;
using Xlink.Importing;

namespace Xlink.Services.AutomaticImports;

/// <summary>What a service does, as it tells it in a file beside the configuration [our reading].</summary>
public sealed record ServiceActivity
{
    /// <summary>Name of the file in the installation folder.</summary>
    internal const string FileName = "isps_uls.status";

    /// <summary>The import that runs; <see langword="null"/> between two.</summary>
    public RunningImport? Running { get; init; }

    /// <summary>The automatic imports, one of each kind.</summary>
    public required IReadOnlyList<AutomaticImport> Imports { get; init => field = value.Indexable(); }

    /// <summary>A service of which nothing is known yet.</summary>
    internal static ServiceActivity None { get; } = new()
    {
        Imports = [new() { Kind = ImportKind.CallData }, new() { Kind = ImportKind.AgentData }],
    };

    /// <summary>Reads what the service of an installation told last.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <returns>Times are local. Without a file, or with one that nobody understands, nothing is known.</returns>
    /// <exception cref="XlinkException">The file cannot be read.</exception>
    internal static ServiceActivity Read(string installationPath)
    {
        var path = Path.Combine(installationPath, FileName);
        if (!File.Exists(path))
        {
            return None;
        }

        try
        {
            return JsonSerializer.Deserialize(FileReplacement.Read(path), ServiceJson.Default.ServiceActivity)?.ToLocalTime() ?? None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <summary>The same with one kind of imports changed.</summary>
    internal ServiceActivity With(AutomaticImport changed)
        => this with { Imports = [.. Imports.Where(import => import.Kind != changed.Kind).Append(changed).OrderBy(import => import.Kind)] };

    /// <summary>The automatic imports of a kind.</summary>
    internal AutomaticImport Find(ImportKind kind) => Imports.FirstOrDefault(import => import.Kind == kind) ?? new AutomaticImport { Kind = kind };

    private ServiceActivity ToLocalTime() => new()
    {
        Running = Running is null ? null : Running with { Started = Running.Started.ToLocalTime() },
        Imports = [.. Imports.Select(import => import with { LastRun = import.LastRun?.ToLocalTime(), NextRun = import.NextRun?.ToLocalTime() })],
    };
}
