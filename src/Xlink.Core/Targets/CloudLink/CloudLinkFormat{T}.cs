using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using CsvHelper;
using Xlink.Files;
using Xlink.Sources.Csv;

namespace Xlink.Targets.CloudLink;

/// <summary>One form of files that Cloud Link takes.</summary>
/// <typeparam name="T">What a row is.</typeparam>
public sealed class CloudLinkFormat<T>
{
    private const char Separator = ',';

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Func<T, string[]> format;
    private readonly Func<CloudLinkFields, T> parse;

    internal CloudLinkFormat(IReadOnlyList<string> columns, Func<T, string[]> format, Func<CloudLinkFields, T> parse)
    {
        Columns = columns;
        this.format = format;
        this.parse = parse;
    }

    /// <summary>The names of the columns, in order [documented].</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Writes a file.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="rows">The rows, in their order.</param>
    public void Write(Stream stream, IEnumerable<T> rows)
    {
        using var text = new StreamWriter(stream, Encoding, bufferSize: 64 * 1024, leaveOpen: true);
        using var writer = CsvWriter.Create(text, CsvParserOptions.CreateWriter(Separator), leaveOpen: true);
        writer.WriteRecord([.. Columns]);
        foreach (var row in rows)
        {
            writer.WriteRecord(format(row));
        }
    }

    /// <summary>Reads a file. Its columns may stand in another order, and there may be others.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The rows, as they are read.</returns>
    /// <exception cref="XlinkException"><c>CloudLinkColumnMissing</c>, <c>CloudLinkFieldInvalid</c>, with the line; <c>FileNotFound</c>, <c>FileReadFailed</c> and the
    /// other errors of reading a file.</exception>
    public IEnumerable<T> Read(string path)
    {
        using var stream = FileReplacement.OpenRead(path);
        using var reader = CsvReader.Create(stream, CsvParserOptions.For(Separator), leaveOpen: true);
        var fields = new CloudLinkFields(path, reader, Columns);
        while (fields.Read())
        {
            yield return parse(fields);
        }
    }
}
