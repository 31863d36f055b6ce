using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Servers;

namespace XlinkPS.Servers;

/// <summary>A cmdlet that works on a server's data as a whole.</summary>
public abstract class ServerDataCmdlet : XlinkCmdlet
{
    /// <summary>The data that parameters name.</summary>
    /// <param name="dataPath">The data folder as the user wrote it.</param>
    /// <param name="databasePath">The file with the connection string, as the user wrote it.</param>
    private protected ServerData Data(string? dataPath, string? databasePath) => new(
        ModuleFolder.Server, dataPath is null ? null : ResolvePath(dataPath), databasePath is null ? null : ResolvePath(databasePath));

    /// <summary>Does the work and shows how far it is.</summary>
    /// <param name="activity">What is done.</param>
    /// <param name="work">Does it.</param>
    private protected XlinkServerData Run(string activity, Func<Action<ServerDataProgress>, CancellationToken, Task<IReadOnlyDictionary<string, long>>> work)
    {
        var rows = AwaitReporting((report, token) => work(
            step => report(() => WriteProgress(new ProgressRecord(0, activity, step.Table)
            {
                PercentComplete = step.Total > 0 ? (int)Math.Min(100, step.Rows * 100 / step.Total) : -1,
            })),
            token));
        CompleteProgress(activity);
        return new(rows);
    }
}
