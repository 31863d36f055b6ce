using System.Collections.Generic;
using System.IO;
using Xlink;
using Xlink.Files;
using Xlink.Mapping;
using Xlink.Targets.Wfm;
using XlinkPS.Mappings;

namespace XlinkPS.Scripts;

/// <summary>The script of a target of acd_map.ini.</summary>
public sealed class XlinkScript
{
    internal XlinkScript(string installationPath, QueueMapping mapping, IReadOnlyList<WfmQueue> queues)
    {
        var shown = new XlinkMapping(installationPath, mapping, queues);
        InstallationPath = installationPath;
        File = mapping.ScriptFile;
        ServerEntry = shown.ServerEntry;
        ParentQueueId = shown.ParentQueueId;
        QueueId = shown.QueueId;
        ValueTypeId = shown.ValueTypeId;
        Queue = shown.Queue;
        ValueType = shown.ValueType;
        Source = shown.Source;
        ParameterCount = Source.Count;
        if (File is not null)
        {
            ScriptPath = FindPath(installationPath, File);
            var script = CheckedScript.FromFile(ScriptPath);
            Text = script.Text;
            ParameterCount = script.Script?.ParameterCount;
            Problem = [.. script.Problems, .. FindMissingParameter(script)];
        }
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

    /// <summary>File name of the script, for example <c>$1.BAS</c>; <see langword="null"/> for the default, the sum of all sources.</summary>
    public string? File { get; }

    /// <summary>Full path of the script's file; <see langword="null"/> for the default.</summary>
    public string? ScriptPath { get; }

    /// <summary>Name of the server entry.</summary>
    public string ServerEntry { get; }

    /// <summary>ID of the queue above.</summary>
    public int ParentQueueId { get; }

    /// <summary>ID of the queue.</summary>
    public int QueueId { get; }

    /// <summary>ID of the value type.</summary>
    public int ValueTypeId { get; }

    /// <summary>Path of the queue; only while the session is connected to the server.</summary>
    public string? Queue { get; }

    /// <summary>Name of the value type; only while the session is connected to the server.</summary>
    public string? ValueType { get; }

    /// <summary>Where Para1, Para2 … come from, in this order.</summary>
    public IReadOnlyList<string> Source { get; init => field = value.Indexable(); }

    /// <summary>The highest n of the Para n that the script uses; <see langword="null"/> if it has an error.</summary>
    public int? ParameterCount { get; }

    /// <summary>The script's text; <see langword="null"/> for the default, or if the file cannot be read.</summary>
    public string? Text { get; }

    /// <summary>What is wrong with it; none if nothing is.</summary>
    public ScriptProblem[] Problem { get; } = [];

    /// <summary>The path of a script's file as it is on disk, or as it should be.</summary>
    internal static string FindPath(string installationPath, string file)
        => CaseInsensitivePath.Find(installationPath, file) ?? Path.Combine(installationPath, file);

    private IEnumerable<ScriptProblem> FindMissingParameter(CheckedScript script)
    {
        try
        {
            script.Script?.EnsureParameters(Source.Count);
            return [];
        }
        catch (XlinkException exception)
        {
            return [new ScriptProblem(ScriptPath, exception)];
        }
    }
}
