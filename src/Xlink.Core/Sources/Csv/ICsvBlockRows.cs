using System;

namespace Xlink.Sources.Csv;

/// <summary>Takes the rows of files that are read in blocks: several at a time are parsed, and then taken in the order of the file.</summary>
internal interface ICsvBlockRows : ICsvRows
{
    /// <summary>Lines of the file before those that the CSV parser counts.</summary>
    long LinesBefore { set; }

    /// <summary>A parser of blocks, which is used by one thread at a time; <see langword="null"/> if the files cannot be read in blocks.</summary>
    CsvBlockParser? CreateParser();

    /// <summary>Takes what a parser has found in a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="lines">Lines of the file so far; afterwards, or when it fails, with those that have been taken.</param>
    /// <exception cref="OverflowException">A sum becomes too large.</exception>
    void Read(CsvBlock block, ref long lines);
}
