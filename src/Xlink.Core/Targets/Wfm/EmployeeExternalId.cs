namespace Xlink.Targets.Wfm;

/// <summary>What an external system calls an employee.</summary>
public sealed record EmployeeExternalId
{
    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>The ID: digits only [documented], at most 40 of them. Leading zeros count [our reading].</summary>
    public required string ExternalId { get; init; }

    /// <summary>External system and ID.</summary>
    /// <returns>Both, joined by a colon.</returns>
    public override string ToString() => ExternalSystem + ":" + ExternalId;
}
