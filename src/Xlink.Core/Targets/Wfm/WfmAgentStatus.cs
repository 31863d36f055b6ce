using System;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>A stored activity of an employee.</summary>
public sealed record WfmAgentStatus
{
    /// <summary>The employee.</summary>
    public required int EmployeeId { get; init; }

    /// <summary>Its name.</summary>
    public required string Employee { get; init; }

    /// <summary>The WFM activity that the external activity is mapped to now; <see cref="WfmActivity.PresentId"/> if it is not [our reading].</summary>
    public required int ActivityId { get; init; }

    /// <summary>Its name.</summary>
    public required string Activity { get; init; }

    /// <summary>The external system that it came from.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>ID of the external activity.</summary>
    public required string ExternalActivityId { get; init; }

    /// <summary>When it began, in the server's zone.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it ended, in the server's zone.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>How long it lasted.</summary>
    [JsonIgnore]
    public TimeSpan Duration => End - Start;
}
