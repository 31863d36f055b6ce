namespace Xlink.Targets.Wfm;

/// <summary>An activity as an external system knows it.</summary>
public sealed record ExternalActivity
{
    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>The ID in its data: any text without control characters, case-sensitive [our reading].</summary>
    public required string ExternalId { get; init; }

    /// <summary>What it is called there; the ID where nobody says.</summary>
    public string? Description { get; init; }

    /// <summary>External system, ID and description.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => ExternalSystem + ":" + ExternalId + (string.IsNullOrEmpty(Description) ? string.Empty : " (" + Description + ")");
}
