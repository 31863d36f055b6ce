using System.Collections.Generic;
using System.Linq;
using Xlink;
using Xlink.Mapping;
using Xlink.Targets.Wfm;

namespace XlinkPS.Mappings;

/// <summary>A target of acd_map.ini with all that feeds it.</summary>
public sealed class XlinkMapping
{
    internal XlinkMapping(string installationPath, QueueMapping mapping, IReadOnlyList<WfmQueue> queues)
    {
        InstallationPath = installationPath;
        ServerEntry = mapping.Target.ServerEntry;
        ParentQueueId = mapping.Target.ParentQueueId;
        QueueId = mapping.Target.QueueId;
        ValueTypeId = mapping.Target.ValueTypeId;
        var queue = queues.FirstOrDefault(candidate => candidate.Id == QueueId);
        Queue = queue?.Path;
        ValueType = queue?.ValueTypes.FirstOrDefault(candidate => candidate.Id == ValueTypeId)?.Name;
        Source = [.. mapping.Sources.Select(source => source.ToString())];
        Script = mapping.ScriptFile;
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath { get; }

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

    /// <summary>Where Para1, Para2 … of the script come from, in this order.</summary>
    public IReadOnlyList<string> Source { get; init => field = value.Indexable(); }

    /// <summary>File name of the script; <see langword="null"/> for the default, the sum of all sources.</summary>
    public string? Script { get; }
}
