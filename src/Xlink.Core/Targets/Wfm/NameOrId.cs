using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Xlink.Targets.Wfm;

/// <summary>Finds what an admin calls by its name, or by the ID that the server gave it.</summary>
internal static class NameOrId
{
    /// <summary>Finds one thing. Its name comes first: a name may look like the ID of another one.</summary>
    /// <param name="items">All there are.</param>
    /// <param name="text">Name, whatever the case, or ID.</param>
    /// <param name="name">Gives a thing's name.</param>
    /// <param name="id">Gives its ID.</param>
    /// <returns>It, or <see langword="null"/>.</returns>
    internal static T? Find<T>(IReadOnlyCollection<T> items, string text, Func<T, string> name, Func<T, int> id)
        where T : class
        => items.FirstOrDefault(item => string.Equals(name(item), text, StringComparison.OrdinalIgnoreCase))
            ?? items.FirstOrDefault(item => id(item).ToString(CultureInfo.InvariantCulture) == text);

    /// <summary>Finds one thing among those that are known from before, and asks for all of them only if it is not: a file may name thousands of them, one a line.</summary>
    /// <param name="known">Those known from before; what was asked for is kept in it.</param>
    /// <param name="load">Asks for all of them.</param>
    /// <param name="text">Name, whatever the case, or ID.</param>
    /// <param name="name">Gives a thing's name.</param>
    /// <param name="id">Gives its ID.</param>
    /// <returns>It, or <see langword="null"/>.</returns>
    internal static T? Find<T>(ref IReadOnlyList<T> known, Func<IReadOnlyList<T>> load, string text, Func<T, string> name, Func<T, int> id)
        where T : class
        => Find(known, text, name, id) ?? Find(known = load(), text, name, id);
}
