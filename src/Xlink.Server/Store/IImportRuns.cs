using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.ImportRuns;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>What installations report of their imports: the latest runs, not all there ever were.</summary>
internal interface IImportRuns
{
    /// <summary>How many runs are kept: half a year of an installation that imports two external systems every 15 minutes.</summary>
    internal const int MaximumRuns = 40_000;

    /// <summary>Keeps a run that <see cref="ImportRunCheck"/> has passed, and forgets what is too old by then.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run with its ID; of a run that was reported before, what was kept then.</returns>
    Task<WfmImportRun> AddAsync(WfmImportRun run, CancellationToken cancellationToken);

    /// <summary>Runs, the latest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="maximum">At most how many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<WfmImportRun>> GetAsync(ImportRunFilter filter, int maximum, CancellationToken cancellationToken);

    /// <summary>The latest run of every external system, by its name.</summary>
    Task<IReadOnlyList<WfmImportRun>> GetLatestAsync(CancellationToken cancellationToken);

    /// <summary>A run, or <see langword="null"/> if it is not kept.</summary>
    Task<WfmImportRun?> FindAsync(long id, CancellationToken cancellationToken);
}
