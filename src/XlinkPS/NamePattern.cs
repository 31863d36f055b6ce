using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Targets.Wfm;

namespace XlinkPS;

/// <summary>A name as the user wrote it, perhaps with wildcards, matched without regard to case. No name at all matches everything.</summary>
internal sealed class NamePattern(string? text)
{
    private readonly WildcardPattern? pattern = text is null ? null : new WildcardPattern(text, WildcardOptions.IgnoreCase);

    /// <summary>Whether exactly one name is meant: finding nothing is an error then.</summary>
    internal bool IsExact { get; } = text is not null && !WildcardPattern.ContainsWildcardCharacters(text);

    internal bool IsMatch(string? name) => pattern is null || (name is not null && pattern.IsMatch(name));

    /// <summary>Finds external systems in isps_ul.ini. None is an error if exactly one was meant.</summary>
    internal IReadOnlyList<IConfigurationSection> FindExternalSystems(IspsUlConfiguration configuration)
        => configuration.GetExternalSystems(IsMatch, IsExact ? text : null);

    /// <summary>Finds things by name, or the one whose ID is given. None is an error if exactly one was meant.</summary>
    /// <param name="items">All there are.</param>
    /// <param name="name">Gives a thing's name.</param>
    /// <param name="id">Gives its ID.</param>
    /// <param name="errorId">The error; it takes what the user wrote.</param>
    internal IReadOnlyList<T> Find<T>(IReadOnlyList<T> items, Func<T, string> name, Func<T, int> id, string errorId)
        where T : class
        => IsExact
            ? [NameOrId.Find(items, text!, name, id) ?? throw XlinkException.Create(errorId, XlinkErrorCategory.ObjectNotFound, text)]
            : items.Where(item => IsMatch(name(item))).ToList();
}
