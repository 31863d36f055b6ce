using System.Collections.Generic;
using Xlink.Server.ImportRuns;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>What the page of the import runs shows.</summary>
/// <param name="Runs">The runs, the latest first.</param>
/// <param name="Filter">Which runs were asked for.</param>
/// <param name="ExternalSystems">The names to choose from.</param>
/// <param name="OlderBefore">The ID before which older runs begin; <see langword="null"/> if there are none.</param>
public sealed record ImportRunsModel(
    IReadOnlyList<WfmImportRun> Runs, ImportRunFilter Filter, IReadOnlyList<string> ExternalSystems, long? OlderBefore);
