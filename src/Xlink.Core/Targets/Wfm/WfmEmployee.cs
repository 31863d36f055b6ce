using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>An employee of the WFM server. Agent data reach an employee through its external IDs [documented].</summary>
public sealed record WfmEmployee
{
    /// <summary>ID given by the server; 0 when creating one.</summary>
    public int Id { get; init; }

    /// <summary>Name, unique on the server.</summary>
    public required string Name { get; init; }

    /// <summary>The external IDs: one or more per external system, each belonging to one employee only [documented].</summary>
    public IReadOnlyList<EmployeeExternalId> ExternalIds { get => field ?? []; init => field = value.Indexable(); }
}
