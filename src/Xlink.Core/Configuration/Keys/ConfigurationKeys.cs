using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Sources.Csv;
using Xlink.Targets;
using Xlink.Targets.CloudLink;

namespace Xlink.Configuration.Keys;

/// <summary>
/// Every key that the documents name, and ours, with the interface it belongs to, what its value is, and whether it is needed. Where the
/// documents do not say that a key is needed, it is what an import cannot do without [our reading].
/// </summary>
public static class ConfigurationKeys
{
    // The original sets aside this much for what it reads; such a key may stand beside any other one of a database, and means nothing here [our reading].
    private const string BufferSizeEnding = "Size";

    private static readonly string[] Switch = ["0", "1"];
    private static readonly string[] DateOrders = ["dmy", "mdy", "ymd"];
    private static readonly string[] Intervals = ["15", "30", "60"];

    /// <summary>The keys of <c>[General]</c> in <c>isps_ul.ini</c>.</summary>
    public static IReadOnlyList<ConfigurationKey> General { get; } =
    [
        Choice("Protocol", nameof(Messages.SourceExpectedSwitch), Switch),
        Number("LogMaxFileSize", 1),
        Folder("LogDir"),
        Choice("AutomaticMappingCorrection", nameof(Messages.SourceExpectedSwitch), Switch),
        Choice("WriteAlways", nameof(Messages.SourceExpectedSwitch), Switch),
        Ours(Text("CallDataImport")),
        Ours(Text("CallDataImportTime")),
        Ours(Number("CallDataImportMinutes", 1)),
        Ours(Text("AgentDataImport")),
        Ours(Text("AgentDataImportTime")),
        Ours(Number("AgentDataImportMinutes", 1)),
        .. Targets(),
        Ours(List(CloudLinkKeys.Offered)),
        Ours(List(CloudLinkKeys.Answered)),
        Ours(List(CloudLinkKeys.HandlingTime)),
        Ours(List(CloudLinkKeys.AverageHandlingTime)),
        Ours(List(CloudLinkKeys.NoRole)),
        Ours(List(RoleSettings.Channels)),
    ];

    /// <summary>The keys of <c>[IES System …]</c> in <c>isps.cfg</c>.</summary>
    public static IReadOnlyList<ConfigurationKey> ClientServer { get; } =
        [Text("Name"), Text(Configuration.ClientServer.UrlKey), Ours(Text(Configuration.ClientServer.ThumbprintKey))];

    /// <summary>The keys of an external system's section in <c>isps_ul.ini</c>. A name stands several times where interfaces mean different things by it.</summary>
    public static IReadOnlyList<ConfigurationKey> ExternalSystem { get; } =
    [
        .. For(InterfaceKinds.All, Choice("Protocol", nameof(Messages.SourceExpectedSwitch), Switch), Text("LogFile"), Zone("TimeZone")),
        .. For(InterfaceKinds.All, [.. Targets()]),
        .. For(InterfaceKinds.AgentData, Zone("TimeZone_TimeLink")),
        .. For(InterfaceKinds.Universal, Folder("LogDir")),
        .. CsvCallData(),
        .. CsvAgentData(),
        .. UniversalCallData(),
        .. UniversalAgentData(),
        .. For(
            InterfaceKinds.AgentData,
            Choice("ActivityTimeSpanType", nameof(Messages.CheckExpectedChoice), ["0", "1", "2"]),
            List("LogOffActivities"),
            Number("MinimumActivityDuration", 0)),
    ];

    /// <summary>Finds out which interfaces a section configures: those that have a key in it that no other interface for the same kind of data has.</summary>
    /// <param name="section">The section of an external system.</param>
    /// <returns>The interfaces; of two for the same kind of data the one with more keys.</returns>
    public static InterfaceKinds FindInterfaces(IConfigurationSection section)
    {
        int Count(InterfaceKinds kind) => section.Keys.Count(key => Of(key) == kind);
        InterfaceKinds Find(InterfaceKinds csv, InterfaceKinds universal)
            => (Count(csv), Count(universal)) is var (files, database) && files + database == 0 ? InterfaceKinds.None : files >= database ? csv : universal;
        var found = Find(InterfaceKinds.CsvCallData, InterfaceKinds.UniversalCallData);
        var agents = Find(InterfaceKinds.CsvAgentData, InterfaceKinds.UniversalAgentData);
        return found | agents;

        static InterfaceKinds Of(string key) => Named(key).Aggregate(InterfaceKinds.None, (kinds, known) => kinds | known.Interfaces);
    }

    /// <summary>Finds a key of an external system.</summary>
    /// <param name="name">The key in any case.</param>
    /// <param name="interfaces">The interfaces that the section configures.</param>
    /// <returns>The key, or <see langword="null"/> if none of them has it.</returns>
    public static ConfigurationKey? Find(string name, InterfaceKinds interfaces)
        => Named(name).FirstOrDefault(key => (key.Interfaces & interfaces) != InterfaceKinds.None);

    /// <summary>Whether a key says how much memory the original sets aside for what another key of a database reads.</summary>
    internal static bool IsBufferSize(string name, InterfaceKinds interfaces)
        => (interfaces & InterfaceKinds.Universal) != InterfaceKinds.None
            && name.EndsWith(BufferSizeEnding, StringComparison.OrdinalIgnoreCase)
            && Find(name.Substring(0, name.Length - BufferSizeEnding.Length), InterfaceKinds.Universal) is not null;

    private static IEnumerable<ConfigurationKey> Named(string name)
        => ExternalSystem.Where(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<ConfigurationKey> Targets() =>
    [
        Ours(Names<ImportTargetKind>(CloudLinkKeys.Target)),
        Ours(Folder(CloudLinkKeys.Directory)),
        Ours(Folder(CloudLinkKeys.AgentDirectory)),
        Ours(Names<CloudLinkForm>(CloudLinkKeys.Form)),
        Ours(new ConfigurationKey(CloudLinkKeys.TimeZone, KeyKind.ZoneName, string.Empty)),
        Ours(Names<CloudLinkQueueIdentifier>(CloudLinkKeys.QueueIdentifier)),
        Ours(new ConfigurationKey(CloudLinkKeys.Channel, KeyKind.Text, nameof(Messages.CheckExpectedChoice)) { Values = CloudLinkChannelText.All }),
    ];

    private static ConfigurationKey Names<T>(string name)
        where T : struct, Enum
        => new(name, KeyKind.Text, nameof(Messages.CheckExpectedChoice)) { Values = Enum.GetNames(typeof(T)) };

    private static IEnumerable<ConfigurationKey> CsvCallData() => For(
        InterfaceKinds.CsvCallData,
        Folder(CsvKeys.Source, Always),
        Folder(CsvKeys.Destination, section => section.GetText(CsvKeys.DeleteImportFiles) == "1"),
        Choice(CsvKeys.SeparatorCharacter, nameof(Messages.SourceExpectedSeparator), ["1", "2", "3", "4"], Always),
        Choice(CsvKeys.DeleteImportFiles, nameof(Messages.SourceExpectedFileAction), ["0", "1", "2"]),
        Number(CsvKeys.HeaderLines, 0, nameof(Messages.SourceExpectedHeaderLines)),
        Column(CsvKeys.GroupColumn, Always),
        List(CsvKeys.Groups, Always),
        Column(CsvKeys.SubGroupColumn),
        List(CsvKeys.SubGroups, section => IsSet(section, CsvKeys.SubGroupColumn)),
        Column(CsvKeys.DateColumn, section => !IsSet(section, CsvKeys.TimeStampColumn)),
        Column(CsvKeys.TimeColumn, section => !IsSet(section, CsvKeys.TimeStampColumn)),
        Column(CsvKeys.TimeStampColumn),
        new ConfigurationKey(CsvKeys.DateOrder, KeyKind.DateOrder, nameof(Messages.SourceExpectedDateOrder), Always) { Values = DateOrders },
        List(CsvKeys.ColumnNames, Always),
        Choice(CsvKeys.Interval, nameof(Messages.SourceExpectedInterval), Intervals, Always),
        Column(CsvKeys.AhtColumn),
        Ours(Column(CsvKeys.AhtWeightColumn)));

    private static IEnumerable<ConfigurationKey> CsvAgentData() => For(
        InterfaceKinds.CsvAgentData,
        Folder("ActivitySource", Always),
        Folder("ActivityDestination", section => section.GetText("DeleteActivityImportFiles") == "1"),
        Choice("ActivitySeparatorCharacter", nameof(Messages.SourceExpectedSeparator), ["1", "2", "3", "4"], Always),
        Choice("DeleteActivityImportFiles", nameof(Messages.SourceExpectedFileAction), ["0", "1", "2"]),
        Number("ActivityHeaderLines", 0, nameof(Messages.SourceExpectedHeaderLines)),
        List("ActivityIdentifiers"),
        List("ActivityDescriptions"),
        Column("ActivityColumn", Always),
        Column("AgentColumn", Always),
        new ConfigurationKey("ActivityDateOrder", KeyKind.DateOrder, nameof(Messages.SourceExpectedDateOrder)) { Values = DateOrders },
        Column("ActivityStartDateColumn", section => !IsSet(section, "ActivityStartTimeStampColumn")),
        Column("ActivityStartTimeColumn", section => !IsSet(section, "ActivityStartTimeStampColumn")),
        Column("ActivityEndDateColumn"),
        Column("ActivityEndTimeColumn", section => HasEnd(section) && !IsSet(section, "ActivityEndTimeStampColumn")),
        Columns("ActivityStartTimeStampColumn"),
        Columns("ActivityEndTimeStampColumn"),
        Text("ActivityStartTimeStampFormat"),
        Text("ActivityEndTimeStampFormat"),
        Column("ActivityDurationColumn", HasDuration),
        List("ActivityColumnNames"));

    private static IEnumerable<ConfigurationKey> UniversalCallData() =>
    [
        .. Database(),
        .. For(
            InterfaceKinds.UniversalCallData,
            Choice("Interval", nameof(Messages.SourceExpectedInterval), Intervals, section => !IsSet(section, "IntervalDuration")),
            Choice("IntervalDuration", nameof(Messages.SourceExpectedInterval), Intervals),
            Sql("QueueSQL", section => !IsSet(section, "QueueMappingSQL")),
            Sql("QueueMappingSQL", section => section.GetText("RetrieveValueTypesUsing")?.Trim() == "1"),
            Sql("CallDataTable", Always),
            SqlList("QueueNameColumn", section => !IsSet(section, "QueueNameColumns")),
            Ours(SqlList("QueueNameColumns", _ => false)),
            List("QueueNameType"),
            Choice("RetrieveValueTypesUsing", nameof(Messages.CheckExpectedChoice), ["0", "1"]),
            SqlList("ValueTypes", Always),
            List("ValueTypeFunctions"),
            Sql("TimeStampColumn", Always),
            Choice("TimeStampType", nameof(Messages.CheckExpectedChoice), ["0", "1", "2"]),
            Ours(new ConfigurationKey("DateOrder", KeyKind.DateOrder, nameof(Messages.SourceExpectedDateOrder)))),
    ];

    private static IEnumerable<ConfigurationKey> UniversalAgentData() => For(
        InterfaceKinds.UniversalAgentData,
        Sql("ActivitySQL"),
        Sql("AgentActivityTable", Always),
        Sql("AgentColumn", Always),
        Sql("ActivityColumn", Always),
        Sql("ActivityStartTimeStampColumn", Always),
        Choice("ActivityStartTimeStampType", nameof(Messages.CheckExpectedChoice), ["0", "1", "2"]),
        Text("ActivityStartTimeStampFormat"),
        Sql("ActivityEndTimeStampColumn", HasEnd),
        Choice("ActivityEndTimeStampType", nameof(Messages.CheckExpectedChoice), ["0", "1", "2"]),
        Text("ActivityEndTimeStampFormat"),
        Sql("ActivityDurationColumn", HasDuration));

    private static IEnumerable<ConfigurationKey> Database() => For(
        InterfaceKinds.Universal,
        new ConfigurationKey("Source", KeyKind.Text, nameof(Messages.CheckExpectedDsn), section => !IsSet(section, "ConnectionString")),
        Text("User"),
        new ConfigurationKey("Password", KeyKind.Password, string.Empty),
        new ConfigurationKey("Pwd", KeyKind.Password, string.Empty),
        Ours(Text("ConnectionString")),
        Ours(Number("LoginTimeout", 0)),
        Ours(Number("QueryTimeout", 0)));

    private static IEnumerable<ConfigurationKey> For(InterfaceKinds interfaces, params ConfigurationKey[] keys)
        => keys.Select(key => key with { Interfaces = interfaces });

    private static bool Always(IConfigurationSection section) => true;

    private static bool IsSet(IConfigurationSection section, string key) => section.GetText(key)?.Trim() is not (null or "" or "0");

    private static bool HasDuration(IConfigurationSection section) => section.GetText("ActivityTimeSpanType") == "0";

    private static bool HasEnd(IConfigurationSection section) => section.GetText("ActivityTimeSpanType") == "1";

    private static ConfigurationKey Text(string name) => new(name, KeyKind.Text, string.Empty);

    private static ConfigurationKey Folder(string name, Func<IConfigurationSection, bool>? isRequired = null)
        => new(name, KeyKind.Folder, nameof(Messages.SourceExpectedFolder), isRequired);

    private static ConfigurationKey Column(string name, Func<IConfigurationSection, bool>? isRequired = null)
        => new(name, KeyKind.Column, nameof(Messages.CheckExpectedColumn), isRequired);

    private static ConfigurationKey Columns(string name) => new(name, KeyKind.Columns, nameof(Messages.CheckExpectedColumn));

    private static ConfigurationKey List(string name, Func<IConfigurationSection, bool>? isRequired = null)
        => new(name, KeyKind.List, nameof(Messages.SourceExpectedList), isRequired);

    private static ConfigurationKey Sql(string name, Func<IConfigurationSection, bool>? isRequired = null)
        => new(name, KeyKind.Sql, nameof(Messages.CheckExpectedSql), isRequired);

    private static ConfigurationKey SqlList(string name, Func<IConfigurationSection, bool> isRequired)
        => new(name, KeyKind.SqlList, nameof(Messages.CheckExpectedSqlList), isRequired);

    private static ConfigurationKey Zone(string name) => new(name, KeyKind.TimeZone, string.Empty);

    private static ConfigurationKey Number(string name, int minimum, string expected = nameof(Messages.CheckExpectedNumber))
        => new(name, KeyKind.Number, expected) { Minimum = minimum };

    private static ConfigurationKey Choice(string name, string expected, string[] values, Func<IConfigurationSection, bool>? isRequired = null)
        => new(name, KeyKind.Number, expected, isRequired) { Values = values };

    private static ConfigurationKey Ours(ConfigurationKey key) => key with { IsOurs = true };
}
