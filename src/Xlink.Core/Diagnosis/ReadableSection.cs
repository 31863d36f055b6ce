using System;
using System.Collections.Generic;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Odbc;
using Xlink.Sources.Agents;
using Xlink.Sources.Csv;
using Xlink.Sources.Universal;

namespace Xlink.Diagnosis;

/// <summary>
/// A section with harmless values instead of those that cannot be used: one wrong key must not hide what else is wrong. Where a key says how the
/// files are read – folder, separator, columns, groups – there is no harmless value.
/// </summary>
internal sealed class ReadableSection(IConfigurationSection section) : IConfigurationSection
{
    // No value stands for a key that is not there.
    private static readonly Dictionary<string, string?> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Protocol"] = null,
        [CsvKeys.TimeZone] = null,
        [CsvKeys.TimeZoneOfAgentData] = null,
        [ActivityKeys.MinimumActivityDuration] = null,
        [ActivityKeys.LogOffActivities] = null,
        [ActivityKeys.TimeSpanType] = "2",
    };

    private static readonly Dictionary<string, string?> OfFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        [CsvKeys.Interval] = "15",
        [CsvKeys.HeaderLines] = "1",
        [CsvKeys.DeleteImportFiles] = "0",
        [CsvKeys.Destination] = ".",
        [CsvKeys.AhtColumn] = null,
        [CsvKeys.AhtWeightColumn] = null,
        [CsvActivityKeys.HeaderLines] = "1",
        [CsvActivityKeys.DeleteImportFiles] = "0",
        [CsvActivityKeys.Destination] = ".",
        [CsvActivityKeys.Descriptions] = null,
    };

    // Only the names of the values matter without a database.
    private static readonly Dictionary<string, string?> OfDatabase = new(StringComparer.OrdinalIgnoreCase)
    {
        [OdbcKeys.Source] = "x",
        [OdbcKeys.LoginTimeout] = null,
        [OdbcKeys.QueryTimeout] = null,
        ["Password"] = null,
        ["Pwd"] = null,
        [UniversalKeys.QueueSql] = "x",
        [UniversalKeys.QueueMappingSql] = "x",
        [UniversalKeys.CallDataTable] = "x",
        [UniversalKeys.QueueNameColumn] = "x",
        [UniversalKeys.QueueNameColumns] = "x",
        [UniversalKeys.QueueNameType] = null,
        [UniversalKeys.RetrieveValueTypesUsing] = null,
        [UniversalKeys.ValueTypeFunctions] = null,
        [UniversalKeys.TimeStampColumn] = "x",
        [UniversalKeys.TimeStampType] = null,
        [UniversalKeys.DateOrder] = null,
        [UniversalKeys.Interval] = "15",
        [UniversalKeys.IntervalDuration] = "15",
        [UniversalActivityKeys.ActivitySql] = null,
        [UniversalActivityKeys.AgentActivityTable] = "x",
        [UniversalActivityKeys.AgentColumn] = "x",
        [UniversalActivityKeys.ActivityColumn] = "x",
        [UniversalActivityKeys.StartTimeStampColumn] = "x",
        [UniversalActivityKeys.StartTimeStampType] = null,
        [UniversalActivityKeys.StartTimeStampFormat] = null,
        [UniversalActivityKeys.EndTimeStampColumn] = "x",
        [UniversalActivityKeys.EndTimeStampType] = null,
        [UniversalActivityKeys.EndTimeStampFormat] = null,
        [UniversalActivityKeys.DurationColumn] = "x",
    };

    private readonly Dictionary<string, string?> replaced = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Name => section.Name;

    /// <inheritdoc/>
    public string FilePath => section.FilePath;

    /// <inheritdoc/>
    public IReadOnlyList<string> Keys => section.Keys;

    /// <inheritdoc/>
    public string? GetValue(string key) => replaced.TryGetValue(key, out var value) ? value : section.GetValue(key);

    /// <inheritdoc/>
    public int? GetLine(string key) => section.GetLine(key);

    /// <summary>A section as if some of its keys were not there.</summary>
    internal static IConfigurationSection Without(IConfigurationSection section, params string[] keys)
    {
        var readable = new ReadableSection(section);
        Array.ForEach(keys, key => readable.replaced.Add(key, null));
        return readable;
    }

    /// <summary>Reads as much of the settings as can be read.</summary>
    /// <param name="section">The section.</param>
    /// <param name="kind">The interface that is read.</param>
    /// <param name="read">Reads the settings of a section.</param>
    /// <param name="failed">Is told every key that cannot be used.</param>
    /// <returns>The settings, with harmless values in place of wrong ones; <see langword="null"/> if there is none for a wrong key.</returns>
    internal static T? Read<T>(IConfigurationSection section, InterfaceKinds kind, Func<IConfigurationSection, T> read, Action<XlinkException> failed)
        where T : class
    {
        var readable = new ReadableSection(section);
        while (true)
        {
            try
            {
                return read(readable);
            }
            catch (XlinkException exception)
            {
                failed(exception);
                if (exception.Key is not { } key || !readable.TryReplace(key, (kind & InterfaceKinds.Csv) != InterfaceKinds.None ? OfFiles : OfDatabase))
                {
                    return null;
                }
            }
        }
    }

    private bool TryReplace(string key, Dictionary<string, string?> harmless)
    {
        if (replaced.ContainsKey(key) || !(harmless.TryGetValue(key, out var value) || Common.TryGetValue(key, out value)))
        {
            return false;
        }

        replaced.Add(key, value);
        return true;
    }
}
