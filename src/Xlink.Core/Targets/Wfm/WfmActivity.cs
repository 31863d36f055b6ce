using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>An activity of the WFM server, for example a break. Many external activities may lead to one [documented].</summary>
public sealed record WfmActivity
{
    /// <summary>ID of the activity <c>Present</c>, which every server has and every new external activity lands in [documented].</summary>
    public const int PresentId = 1;

    /// <summary>ID given by the server; 0 when creating one.</summary>
    public int Id { get; init; }

    /// <summary>Name, unique on the server.</summary>
    public required string Name { get; init; }

    /// <summary>The external activities that lead to it; each leads to one activity only [documented].</summary>
    public IReadOnlyList<ExternalActivity> ExternalActivities { get => field ?? []; init => field = value.Indexable(); }
}
