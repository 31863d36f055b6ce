using System.Linq;
using System.Text;
using Xlink.Configuration;
using Xlink.Sources.Csv;

namespace Xlink.Benchmarks;

/// <summary>The section of an external system that reads a <see cref="CallDataFile"/>.</summary>
internal static class CsvInterface
{
    internal const string ExternalSystem = "CSV";

    internal static readonly string[] Metrics = ["Offered", "Handled", "AHT"];

    /// <summary>The section as text.</summary>
    internal static string Text(string source, CallDataFile data, string timeZone = "0") => $"""
        [{ExternalSystem}]
        {CsvKeys.Source}={source}
        {CsvKeys.SeparatorCharacter}=3
        {CsvKeys.GroupColumn}=1
        {CsvKeys.DateColumn}=2
        {CsvKeys.TimeColumn}=3
        {CsvKeys.DateOrder}=dmy
        {CsvKeys.Interval}=15
        {CsvKeys.TimeZone}={timeZone}
        {CsvKeys.AhtColumn}=6
        {CsvKeys.ColumnNames}=Queue;Date;Time;{string.Join(';', Metrics)}
        {CsvKeys.Groups}={string.Join(';', Enumerable.Range(0, data.Queues).Select(CallDataFile.NameOf))}

        """;

    internal static IConfigurationSection Section(string source, CallDataFile data, string timeZone = "0")
        => IniDocument.Parse(Encoding.UTF8.GetBytes(Text(source, data, timeZone)), "isps_ul.ini").FindSection(ExternalSystem)!;
}
