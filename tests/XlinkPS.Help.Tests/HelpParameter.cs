using System.Collections.Generic;

namespace XlinkPS.Help.Tests;

/// <summary>A parameter, as it is compiled or as a page has it.</summary>
internal sealed class HelpParameter
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required IReadOnlyList<string> AcceptedValues { get; init; }

    public required IReadOnlyList<HelpParameterSet> Sets { get; init; }

    public bool SupportsWildcards { get; init; }

    /// <summary>What a page says about it; empty for a compiled one.</summary>
    public string Description { get; init; } = string.Empty;

    public string DefaultValue { get; init; } = string.Empty;

    /// <summary>Everything that a page has to agree with the compiled parameter in.</summary>
    public string Facts => string.Join(
        "; ", [Name, Type, "aliases " + string.Join(",", Aliases), "values " + string.Join(",", AcceptedValues), "wildcards " + SupportsWildcards, .. Sets]);
}
