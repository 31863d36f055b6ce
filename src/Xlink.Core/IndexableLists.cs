using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace Xlink;

/// <summary>Lists that PowerShell can index: it finds the indexer of public types only, and those that the compiler makes for <c>[.. items]</c> are not.</summary>
internal static class IndexableLists
{
    /// <summary>The list itself if its type is public, otherwise its items as an array.</summary>
    /// <param name="list">The list; <see langword="null"/>, as JSON may leave it, stays <see langword="null"/>.</param>
    [return: NotNullIfNotNull(nameof(list))]
    internal static IReadOnlyList<T>? Indexable<T>(this IReadOnlyList<T>? list) => list is null || list.GetType().IsVisible ? list : list.ToArray();
}
