using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>What the page of the external systems shows.</summary>
/// <param name="Systems">Each with its latest import run, if one is known.</param>
public sealed record ExternalSystemsModel(IReadOnlyList<(WfmExternalSystem System, WfmImportRun? LatestRun)> Systems);
