using CsvHelper;

namespace Xlink.Sources.Csv;

/// <summary>How the CSV parser reads: no header of its own (header lines are kept from it), blanks around fields and inside quotes removed.</summary>
internal static class CsvParserOptions
{
    /// <summary>The options for one separator.</summary>
    internal static CsvReaderOptions Create(char separator)
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
    private static void Set(CsvReaderOptions options, string property, object value)
        => typeof(CsvReaderOptions).GetProperty(property)!.SetValue(options, value);
}
