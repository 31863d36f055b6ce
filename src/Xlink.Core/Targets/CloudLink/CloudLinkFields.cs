using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using CsvHelper;
using NodaTime;
using Xlink.Files;

namespace Xlink.Targets.CloudLink;

/// <summary>The fields of a row of a Cloud Link file, by the position that their column has in the format.</summary>
internal sealed class CloudLinkFields
{
    private readonly string path;
    private readonly CsvReader reader;
    private readonly IReadOnlyList<string> columns;
    private readonly int[] positions;

    /// <summary>Reads the header line.</summary>
    /// <exception cref="XlinkException"><c>CloudLinkColumnMissing</c>, and what <see cref="Read"/> throws.</exception>
    internal CloudLinkFields(string path, CsvReader reader, IReadOnlyList<string> columns)
    {
        this.path = path;
        this.reader = reader;
        this.columns = columns;
        positions = new int[columns.Count];
        var header = new List<string>();
        if (Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                header.Add(reader.GetString(i).TrimStart('\uFEFF'));
            }
        }

        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = header.FindIndex(name => string.Equals(name, columns[i], StringComparison.OrdinalIgnoreCase));
            if (positions[i] < 0)
            {
                throw XlinkException.InFile(
                    path, 1, nameof(Messages.CloudLinkColumnMissing), XlinkErrorCategory.InvalidData, columns[i], string.Join(",", columns));
            }
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="XlinkException">The file cannot be read, or is no CSV file.</exception>
    internal bool Read()
    {
        try
        {
            return reader.Read();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FileError.Reading(path, cause);
        }
        catch (CsvFormatException cause)
        {
            throw XlinkException.InFile(
                path, (int)Math.Min(cause.LineNumber, int.MaxValue), nameof(Messages.CloudLinkRowInvalid), XlinkErrorCategory.InvalidData, cause, cause.Message);
        }
    }

    internal bool IsEmpty(int column) => Text(column).Length == 0;

    internal string Text(int column) => positions[column] < reader.FieldCount ? reader.GetString(positions[column]) : string.Empty;

    internal LocalDateTime Timestamp(int column) => CloudLinkFormat.ParseTimestamp(Text(column)) ?? throw Invalid(column);

    internal long? Number(int column) => Text(column) is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(column);

    internal CloudLinkChannel Channel(int column) => CloudLinkChannelText.Parse(Text(column)) ?? throw Invalid(column);

    private XlinkException Invalid(int column) => XlinkException.InFile(
        path, (int)Math.Min(reader.LineNumber, int.MaxValue), nameof(Messages.CloudLinkFieldInvalid), XlinkErrorCategory.InvalidData, columns[column], Text(column));
}
