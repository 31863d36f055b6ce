using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>What the first page shows.</summary>
/// <param name="Queues">How many queues there are.</param>
/// <param name="ExternalSystems">How many external systems.</param>
/// <param name="Runs">The latest import runs.</param>
/// <param name="Covered">Value types of queues that have data of yesterday or today.</param>
/// <param name="Missing">Those that have none.</param>
/// <param name="Locked">Locked users; <see langword="null"/> if the reader may not know.</param>
public sealed record OverviewModel(int Queues, int ExternalSystems, IReadOnlyList<WfmImportRun> Runs, int Covered, int Missing, int? Locked);
