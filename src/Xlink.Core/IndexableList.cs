using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Xlink;

/// <summary>A list of a result. PowerShell can index it, because it is public, and <c>Export-Csv</c> writes its items instead of the name of a type.</summary>
/// <typeparam name="T">What is in it.</typeparam>
public sealed class IndexableList<T> : ReadOnlyCollection<T>
{
    internal IndexableList(IList<T> items)
        : base(items)
    {
    }

    /// <summary>The items, with a semicolon between them, as in the lists of isps_ul.ini.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Join("; ", this);

    /// <summary>Whether it is the same list: records compare what they hold.</summary>
    /// <param name="obj">The other one.</param>
    /// <returns><see langword="true"/> if both are views of one list.</returns>
    public override bool Equals(object? obj) => obj is IndexableList<T> other && ReferenceEquals(Items, other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.GetHashCode();
}
