using System.Collections.Generic;
using System.Linq;

namespace XlinkPS.Servers;

/// <summary>A server's data that were backed up, restored or copied, every row of them read back and compared.</summary>
public sealed class XlinkServerData
{
    private readonly IReadOnlyDictionary<string, long> rows;

    internal XlinkServerData(IReadOnlyDictionary<string, long> rows, string? path = null)
    {
        this.rows = rows;
        Path = path;
        DayVectors = Rows("day_vector");
        AgentActivities = Rows("agent_activity");
        Users = Rows("user");
        TotalRows = rows.Values.Sum();

        long Rows(string table) => rows.TryGetValue(table, out var count) ? count : 0;
    }

    /// <summary>The backup's file; <see langword="null"/> if there is none.</summary>
    public string? Path { get; }

    /// <summary>Day vectors.</summary>
    public long DayVectors { get; }

    /// <summary>Activities of employees.</summary>
    public long AgentActivities { get; }

    /// <summary>Users.</summary>
    public long Users { get; }

    /// <summary>Rows of all tables.</summary>
    public long TotalRows { get; }

    /// <summary>The same, in a file.</summary>
    internal XlinkServerData In(string path) => new(rows, path);
}
