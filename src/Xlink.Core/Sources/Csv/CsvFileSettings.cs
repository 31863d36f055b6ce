using System;
using System.IO;

namespace Xlink.Sources.Csv;

/// <summary>The files of a CSV interface: where they lie, what separates their fields, and what becomes of them. Call data and agent data have keys of their own for it.</summary>
internal static class CsvFileSettings
{
    private const int MaximumHeaderLines = 1_000_000;

    internal static SourceFileAction ReadAction(SectionReader reader, string key)
        => (SourceFileAction)reader.GetWholeNumber(key, (int)SourceFileAction.Leave, (int)SourceFileAction.Delete, Messages.SourceExpectedFileAction);

    internal static string ReadSource(SectionReader reader, string key, string installationFolder)
        => SectionReader.ToFolder(reader.GetRequired(key, Messages.SourceExpectedFolder), installationFolder);

    internal static string ReadDestination(SectionReader reader, string key, string source, string installationFolder)
    {
        var destination = SectionReader.ToFolder(reader.GetRequired(key, Messages.SourceExpectedDestination), installationFolder);

        // Moved into their own folder, the files would be read again and again.
        return string.Equals(destination.TrimEnd(Path.DirectorySeparatorChar), source.TrimEnd(Path.DirectorySeparatorChar), StringComparison.Ordinal)
            ? throw reader.Invalid(key, Messages.SourceExpectedDestination)
            : destination;
    }

    internal static char ReadSeparator(SectionReader reader, string key)
        => reader.GetChoice(key, Messages.SourceExpectedSeparator, ("1", '\t'), ("2", ','), ("3", ';'), ("4", '|'));

    internal static int ReadHeaderLines(SectionReader reader, string key)
        => reader.GetWholeNumber(key, 0, MaximumHeaderLines, Messages.SourceExpectedHeaderLines);
}
