using System.Linq;

namespace Xlink.Targets.Wfm;

/// <summary>An activity as an external system knows it.</summary>
public sealed record ExternalActivity
{
    /// <summary>How many characters an ID has at most [our reading].</summary>
    public const int MaximumIdLength = 200;

    /// <summary>How many characters a description has at most [our reading].</summary>
    public const int MaximumDescriptionLength = 1000;

    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>The ID in its data: 1 to <see cref="MaximumIdLength"/> characters, not only blanks, no control characters, case-sensitive [our reading].</summary>
    public required string ExternalId { get; init; }

    /// <summary>What it is called there, at most <see cref="MaximumDescriptionLength"/> characters and no control characters; <see langword="null"/> where nobody says.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a text can be the ID of an external activity.</summary>
    /// <param name="text">The text.</param>
    /// <returns><see langword="true"/> unless it is blank, too long or has control characters.</returns>
    public static bool IsExternalId(string text) => text.Length <= MaximumIdLength && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    /// <summary>Whether a text can be the description of an external activity.</summary>
    /// <param name="text">The text.</param>
    /// <returns><see langword="true"/> unless it is too long or has control characters.</returns>
    public static bool IsDescription(string text) => text.Length <= MaximumDescriptionLength && !text.Any(char.IsControl);

    /// <summary>External system, ID and description.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
        => ExternalSystem + ":" + ExternalId + (string.IsNullOrEmpty(Description) ? string.Empty : " (" + Description + ")");
}
