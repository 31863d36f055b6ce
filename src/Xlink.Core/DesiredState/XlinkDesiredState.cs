using System;
using System.Collections.Generic;
using System.Text;
using Xlink.Files;

namespace Xlink.DesiredState;

/// <summary>
/// What an entire installation is to be, or is. A part that is <see langword="null"/> is left alone; a part that is there is complete: servers, external
/// systems, mappings, keys of <c>[General]</c> and keys of an external system that it does not list are removed [our reading].
/// </summary>
public sealed record XlinkDesiredState
{
    /// <summary>Folder of the installation; <see langword="null"/> if only the command names it.</summary>
    public string? Path { get; init; }

    /// <summary>What a missing installation is installed from; <see langword="null"/> for the suite that comes with the module.</summary>
    public DesiredSource? Source { get; init; }

    /// <summary>Name of the language.</summary>
    public string? Language { get; init; }

    /// <summary>The server entries.</summary>
    public IReadOnlyList<DesiredServer>? Servers { get; init => field = value.Indexable(); }

    /// <summary>The keys of <c>[General]</c>, but for the schedule's.</summary>
    public IReadOnlyDictionary<string, string>? General { get; init; }

    /// <summary>The external systems.</summary>
    public IReadOnlyList<DesiredExternalSystem>? ExternalSystems { get; init => field = value.Indexable(); }

    /// <summary>The mappings.</summary>
    public IReadOnlyList<DesiredMapping>? Mappings { get; init => field = value.Indexable(); }

    /// <summary>When call data is imported.</summary>
    public DesiredSchedule? CallDataSchedule { get; init; }

    /// <summary>When agent data is imported.</summary>
    public DesiredSchedule? AgentDataSchedule { get; init; }

    /// <summary>The service.</summary>
    public DesiredService? Service { get; init; }

    /// <summary>The folder that relative paths of the file start from; not part of the file.</summary>
    internal string BaseFolder { get; init; } = string.Empty;

    /// <summary>The state as JSON of the published schema.</summary>
    /// <returns>JSON in several lines.</returns>
    public string ToJson() => Encoding.UTF8.GetString(JsonState.Write(StateDocument.From(this), isIndented: true)) + "\n";

    /// <summary>The state as a PowerShell data file.</summary>
    /// <returns>The text of a .psd1.</returns>
    public string ToDataFile() => DataFileState.Write(StateDocument.From(this));

    /// <summary>Writes the state to a file: JSON, or, where the name ends with <c>.psd1</c>, a PowerShell data file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="XlinkException">The errors of writing a file.</exception>
    public void Save(string path) => FileReplacement.Write(
        path,
        // Windows PowerShell takes a data file without a byte order mark for ANSI.
        IsDataFile(path) ? [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(ToDataFile())] : Encoding.UTF8.GetBytes(ToJson()),
        expected: null);

    /// <summary>Folder of the installation.</summary>
    public override string ToString() => Path ?? nameof(XlinkDesiredState);

    /// <summary>Reads JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">The file it is from, for messages and for relative paths.</param>
    /// <returns>The state.</returns>
    /// <exception cref="XlinkException"><c>DesiredStateSyntax</c> and the other errors of what the schema does not allow, with the line.</exception>
    public static XlinkDesiredState FromJson(byte[] json, string file) => Read(JsonState.Parse(json, file), file);

    /// <summary>Takes a file that has been parsed.</summary>
    internal static XlinkDesiredState Read(StateNode root, string file) => new StateReader(file).Read(root);

    /// <summary>Whether a file is a PowerShell data file by its name.</summary>
    internal static bool IsDataFile(string path) => path.EndsWith(DataFileState.Extension, StringComparison.OrdinalIgnoreCase);
}
