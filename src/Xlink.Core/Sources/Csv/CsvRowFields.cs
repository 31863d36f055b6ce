using System;
using CsvHelper;

namespace Xlink.Sources.Csv;

/// <summary>The fields of a row of the CSV parser.</summary>
internal readonly struct CsvRowFields(CsvReader row) : ICsvFields
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> Get(int column) => row.GetSpan(column - 1);
}
