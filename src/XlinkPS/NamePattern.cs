using System.Management.Automation;

namespace XlinkPS;

/// <summary>A name as the user wrote it, perhaps with wildcards, matched without regard to case. No name at all matches everything.</summary>
internal sealed class NamePattern(string? text)
{
    private readonly WildcardPattern? pattern = text is null ? null : new WildcardPattern(text, WildcardOptions.IgnoreCase);

    /// <summary>Whether exactly one name is meant: finding nothing is an error then.</summary>
    internal bool IsExact { get; } = text is not null && !WildcardPattern.ContainsWildcardCharacters(text);

    internal bool IsMatch(string? name) => pattern is null || (name is not null && pattern.IsMatch(name));
}
