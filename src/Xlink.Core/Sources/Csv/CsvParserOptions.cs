using System.Collections.Concurrent;
using CsvHelper;

namespace Xlink.Sources.Csv;

/// <summary>How CSV files are read and written.</summary>
internal static class CsvParserOptions
{
    // They never change, and making them takes longer than looking for one.
    private static readonly ConcurrentDictionary<char, CsvReaderOptions> Known = new();

    /// <summary>Options to read: no header of its own (header lines are kept from the parser), blanks around fields and inside quotes removed.</summary>
    internal static CsvReaderOptions For(char separator) => Known.GetOrAdd(separator, Create);

    /// <summary>Options to write: quotes where they are needed, CR LF [RFC 4180].</summary>
    internal static CsvWriterOptions CreateWriter(char separator)
    {
        var options = new CsvWriterOptions();
        Set(options, nameof(CsvWriterOptions.Separator), separator);
        Set(options, nameof(CsvWriterOptions.NewLine), "\r\n");
        return options;
    }

    private static CsvReaderOptions Create(char separator)
    {
        var options = new CsvReaderOptions();
        Set(options, nameof(CsvReaderOptions.HasHeader), false);
        Set(options, nameof(CsvReaderOptions.Separator), separator);
        Set(options, nameof(CsvReaderOptions.TrackLineNumbers), true);
        Set(options, nameof(CsvReaderOptions.TrimWhitespace), true);
        Set(options, nameof(CsvReaderOptions.TrimInsideQuotes), true);
        return options;
    }

    // By reflection: the init accessors in CsvHelper's library for .NET 10 are other methods than in that for .NET Standard, which we compile against.
    private static void Set(object options, string property, object value) => options.GetType().GetProperty(property)!.SetValue(options, value);
}
