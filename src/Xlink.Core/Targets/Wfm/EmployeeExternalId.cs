using System.Linq;

namespace Xlink.Targets.Wfm;

/// <summary>What an external system calls an employee.</summary>
public sealed record EmployeeExternalId
{
    /// <summary>How many digits an external ID has at most [our reading].</summary>
    public const int MaximumDigits = 200;

    /// <summary>Name of the external system.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>The ID: digits only [documented], at most <see cref="MaximumDigits"/> of them. Leading zeros count [our reading].</summary>
    public required string ExternalId { get; init; }

    /// <summary>Whether a text can be an external ID of an employee.</summary>
    /// <param name="text">The text.</param>
    /// <returns><see langword="true"/> for digits from 0 to 9 and nothing else.</returns>
    public static bool IsExternalId(string text) => text.Length is > 0 and <= MaximumDigits && text.All(character => character is >= '0' and <= '9');

    /// <summary>External system and ID.</summary>
    /// <returns>Both, joined by a colon.</returns>
    public override string ToString() => ExternalSystem + ":" + ExternalId;
}
