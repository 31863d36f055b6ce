using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Xlink.Sources;
using Xlink.Sources.Agents;
using Xlink.Sources.Csv;
using Xlink.Sources.Formats;
using XlinkPS.Completion;
using XlinkPS.Installations;

namespace XlinkPS.ExternalSystems;

/// <summary>A cmdlet that sets the documented keys of agent data (TimeLink); columns count from 1.</summary>
public abstract class ActivityKeysCmdlet : InstallationCmdlet
{
    private readonly StrongBox<SourceFileAction> givenDeleteActivityImportFiles = new();
    private readonly StrongBox<ActivityTimeSpanType> givenActivityTimeSpanType = new();
    private readonly StrongBox<DateOrder> givenActivityDateOrder = new();

    /// <summary>Folder of the CSV files of agent data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ActivitySource { get; set; }

    /// <summary>Folder that imported files of agent data are moved to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ActivityDestination { get; set; }

    /// <summary>What stands between the columns of agent data.</summary>
    [Parameter]
    public CsvSeparator ActivitySeparator { get; set; }

    /// <summary>What happens to imported files of agent data: leave, move to the destination, or delete.</summary>
    [Parameter]
    public SourceFileAction DeleteActivityImportFiles
    {
        get => givenDeleteActivityImportFiles.Value;
        set => givenDeleteActivityImportFiles.Value = value;
    }

    /// <summary>Lines to skip at the top of each file of agent data.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int ActivityHeaderLines { get; set; }

    /// <summary>IDs of the activities in the files.</summary>
    [Parameter]
    [ValidateNotNull]
    public string[] ActivityIdentifiers { get; set; } = [];

    /// <summary>Names of these activities, in the same order.</summary>
    [Parameter]
    [ValidateNotNull]
    public string[] ActivityDescriptions { get; set; } = [];

    /// <summary>How the rows say when an activity ends: by its duration, by its end, or only by the start of the next.</summary>
    [Parameter]
    public ActivityTimeSpanType ActivityTimeSpanType
    {
        get => givenActivityTimeSpanType.Value;
        set => givenActivityTimeSpanType.Value = value;
    }

    /// <summary>Column of the activity's ID.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int ActivityColumn { get; set; }

    /// <summary>Column of the agent's ID.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int AgentColumn { get; set; }

    /// <summary>Order of day, month and year in agent data.</summary>
    [Parameter]
    public DateOrder ActivityDateOrder
    {
        get => givenActivityDateOrder.Value;
        set => givenActivityDateOrder.Value = value;
    }

    /// <summary>Column of the date of the start; 0 for none.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int ActivityStartDateColumn { get; set; }

    /// <summary>Column of the time of the start; 0 for none.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int ActivityStartTimeColumn { get; set; }

    /// <summary>Column of date and time of the start, or the two columns; 0 for none.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    [ValidateCount(1, 2)]
    public int[] ActivityStartTimeStampColumn { get; set; } = [];

    /// <summary>How the start is written, for example <c>yyyy/mm/dd;HH:MM:SS</c>.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? ActivityStartTimeStampFormat { get; set; }

    /// <summary>Column of the date of the end; 0 for none.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int ActivityEndDateColumn { get; set; }

    /// <summary>Column of the time of the end; 0 for none.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int ActivityEndTimeColumn { get; set; }

    /// <summary>Column of date and time of the end, or the two columns; 0 for none.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    [ValidateCount(1, 2)]
    public int[] ActivityEndTimeStampColumn { get; set; } = [];

    /// <summary>How the end is written.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? ActivityEndTimeStampFormat { get; set; }

    /// <summary>Column of the duration in seconds; 0 for none.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int ActivityDurationColumn { get; set; }

    /// <summary>A name for every column of the files of agent data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ActivityColumnNames { get; set; } = [];

    /// <summary>IDs that mean that the agent logged off.</summary>
    [Parameter]
    [ValidateNotNull]
    public string[] LogOffActivities { get; set; } = [];

    /// <summary>Seconds; shorter activities are dropped.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int MinimumActivityDuration { get; set; }

    /// <summary>Offset or zone of the times of agent data, where it differs from that of call data (<c>TimeZone_TimeLink</c>).</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? ActivityTimeZone { get; set; }

    /// <summary>The keys whose parameters were given, with their values.</summary>
    private protected IEnumerable<KeyChange> ActivityChanges()
    {
        (string Parameter, string Key, Func<string> Value)[] typed =
        [
            (nameof(ActivitySource), CsvActivityKeys.Source, () => ResolvePath(ActivitySource!)),
            (nameof(ActivityDestination), CsvActivityKeys.Destination, () => ResolvePath(ActivityDestination!)),
            (nameof(ActivitySeparator), CsvActivityKeys.SeparatorCharacter, () => Number((int)ActivitySeparator)),
            (nameof(DeleteActivityImportFiles), CsvActivityKeys.DeleteImportFiles, () => Number((int)DeleteActivityImportFiles)),
            (nameof(ActivityHeaderLines), CsvActivityKeys.HeaderLines, () => Number(ActivityHeaderLines)),
            (nameof(ActivityIdentifiers), CsvActivityKeys.Identifiers, () => KeyChange.Join(ActivityIdentifiers)),
            (nameof(ActivityDescriptions), CsvActivityKeys.Descriptions, () => KeyChange.Join(ActivityDescriptions)),
            (nameof(ActivityTimeSpanType), ActivityKeys.TimeSpanType, () => Number((int)ActivityTimeSpanType)),
            (nameof(ActivityColumn), CsvActivityKeys.ActivityColumn, () => Number(ActivityColumn)),
            (nameof(AgentColumn), CsvActivityKeys.AgentColumn, () => Number(AgentColumn)),
            (nameof(ActivityDateOrder), CsvActivityKeys.DateOrder, () => ActivityDateOrder.ToString().ToLowerInvariant()),
            (nameof(ActivityStartDateColumn), CsvActivityKeys.StartDateColumn, () => Number(ActivityStartDateColumn)),
            (nameof(ActivityStartTimeColumn), CsvActivityKeys.StartTimeColumn, () => Number(ActivityStartTimeColumn)),
            (nameof(ActivityStartTimeStampColumn), CsvActivityKeys.StartTimeStampColumn, () => Columns(ActivityStartTimeStampColumn)),
            (nameof(ActivityStartTimeStampFormat), CsvActivityKeys.StartTimeStampFormat, () => ActivityStartTimeStampFormat ?? string.Empty),
            (nameof(ActivityEndDateColumn), CsvActivityKeys.EndDateColumn, () => Number(ActivityEndDateColumn)),
            (nameof(ActivityEndTimeColumn), CsvActivityKeys.EndTimeColumn, () => Number(ActivityEndTimeColumn)),
            (nameof(ActivityEndTimeStampColumn), CsvActivityKeys.EndTimeStampColumn, () => Columns(ActivityEndTimeStampColumn)),
            (nameof(ActivityEndTimeStampFormat), CsvActivityKeys.EndTimeStampFormat, () => ActivityEndTimeStampFormat ?? string.Empty),
            (nameof(ActivityDurationColumn), CsvActivityKeys.DurationColumn, () => Number(ActivityDurationColumn)),
            (nameof(ActivityColumnNames), CsvActivityKeys.ColumnNames, () => KeyChange.Join(ActivityColumnNames)),
            (nameof(LogOffActivities), ActivityKeys.LogOffActivities, () => KeyChange.Join(LogOffActivities)),
            (nameof(MinimumActivityDuration), ActivityKeys.MinimumActivityDuration, () => Number(MinimumActivityDuration)),
            (nameof(ActivityTimeZone), CsvKeys.TimeZoneOfAgentData, () => ActivityTimeZone ?? string.Empty),
        ];
        return Given(typed);
    }

    /// <summary>Those of some keys whose parameters were given.</summary>
    private protected IEnumerable<KeyChange> Given(IEnumerable<(string Parameter, string Key, Func<string> Value)> typed)
        => typed.Where(item => MyInvocation.BoundParameters.ContainsKey(item.Parameter)).Select(item => new KeyChange(item.Key, item.Value()));

    private protected static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Columns(int[] columns) => KeyChange.Join([.. columns.Select(Number)]);
}
