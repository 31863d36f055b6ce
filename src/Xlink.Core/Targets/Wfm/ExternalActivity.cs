namespace Xlink.Targets.Wfm;

/// <summary>An activity as an external system knows it.</summary>
public sealed record ExternalActivity
{
    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>The ID in its data: 1 to 200 characters, not only blanks, no control characters, case-sensitive [our reading].</summary>
    public required string ExternalId { get; init; }

    /// <summary>What it is called there, at most 1000 characters; <see langword="null"/> where nobody says.</summary>
    public string? Description { get; init; }

    /// <summary>External system, ID and description.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => ExternalSystem + ":" + ExternalId + (string.IsNullOrEmpty(Description) ? string.Empty : " (" + Description + ")");
}
