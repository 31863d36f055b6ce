using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace Xlink;

/// <summary>Makes lists of results out of any lists.</summary>
internal static class IndexableLists
{
    /// <summary>The list itself if its type is a public one of its own, otherwise a view of it.</summary>
    /// <param name="list">The list; <see langword="null"/>, as JSON may leave it, stays <see langword="null"/>.</param>
    [return: NotNullIfNotNull(nameof(list))]
    internal static IReadOnlyList<T>? Indexable<T>(this IReadOnlyList<T>? list) => list switch
    {
        null or IndexableList<T> => list,
        IList<T> items => new IndexableList<T>(items),
        _ => list.GetType().IsVisible ? list : new IndexableList<T>(list.ToArray()),
    };
}
