using System;

namespace Xlink.Sources.Csv;

/// <summary>The fields of a row, whoever has split it. Made for structs, so that rules are written once and cost nothing more for it.</summary>
internal interface ICsvFields
{
    /// <summary>A field without the blanks around it.</summary>
    /// <param name="column">The column, counted from 1.</param>
    ReadOnlySpan<byte> Get(int column);
}
