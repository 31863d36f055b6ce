using System.Text;
using Xlink.Configuration;
using Xlink.Sources.Agents;
using Xlink.Sources.Csv;

namespace Xlink.Benchmarks;

/// <summary>The sections of an external system that reads a <see cref="CallDataFile"/> or an <see cref="AgentStatusFile"/>.</summary>
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
        {CsvKeys.DateOrder}={data.DateOrder}
        {CsvKeys.Interval}=15
        {CsvKeys.TimeZone}={timeZone}
        {CsvKeys.AhtColumn}=6
        {CsvKeys.ColumnNames}=Queue;Date;Time;{string.Join(';', Metrics)}
        {CsvKeys.Groups}={string.Join(';', data.Names)}

        """;

    internal static IConfigurationSection Section(string source, CallDataFile data, string timeZone = "0") => Parse(Text(source, data, timeZone));

    internal static IConfigurationSection AgentSection(string source) => Parse($"""
        [{ExternalSystem}]
        {CsvActivityKeys.Source}={source}
        {CsvActivityKeys.SeparatorCharacter}=3
        {ActivityKeys.TimeSpanType}=2
        {ActivityKeys.LogOffActivities}={AgentStatusFile.LogOff}
        {CsvActivityKeys.AgentColumn}=1
        {CsvActivityKeys.ActivityColumn}=2
        {CsvActivityKeys.StartTimeStampColumn}=3
        {CsvActivityKeys.DateOrder}=dmy
        {CsvActivityKeys.ColumnNames}=Agent;Activity;Start

        """);

    private static IConfigurationSection Parse(string text) => IniDocument.Parse(Encoding.UTF8.GetBytes(text), "isps_ul.ini").FindSection(ExternalSystem)!;
}
