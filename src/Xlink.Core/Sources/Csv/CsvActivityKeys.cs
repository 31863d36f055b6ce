namespace Xlink.Sources.Csv;

/// <summary>The keys of a CSV interface for agent data in <c>isps_ul.ini</c> [documented], beside those of <see cref="Agents.ActivityKeys"/>.</summary>
public static class CsvActivityKeys
{
    /// <summary>Folder of the CSV files.</summary>
    public const string Source = "ActivitySource";

    /// <summary>Folder that read files are moved to.</summary>
    public const string Destination = "ActivityDestination";

    /// <summary>1 tab [our reading], 2 comma, 3 semicolon, 4 pipe [our reading].</summary>
    public const string SeparatorCharacter = "ActivitySeparatorCharacter";

    /// <summary>What happens to read files: see <see cref="SourceFileAction"/>.</summary>
    public const string DeleteImportFiles = "DeleteActivityImportFiles";

    /// <summary>Lines to skip at the top of each file.</summary>
    public const string HeaderLines = "ActivityHeaderLines";

    /// <summary>IDs of the activities in the files.</summary>
    public const string Identifiers = "ActivityIdentifiers";

    /// <summary>What the activities of <see cref="Identifiers"/> are called, in the same order.</summary>
    public const string Descriptions = "ActivityDescriptions";

    /// <summary>Column of the activity's ID.</summary>
    public const string ActivityColumn = "ActivityColumn";

    /// <summary>Column of the agent's ID.</summary>
    public const string AgentColumn = "AgentColumn";

    /// <summary>Order of the parts of a date: dmy, mdy, ymd.</summary>
    public const string DateOrder = "ActivityDateOrder";

    /// <summary>Column of the date of the start.</summary>
    public const string StartDateColumn = "ActivityStartDateColumn";

    /// <summary>Column of the time of the start.</summary>
    public const string StartTimeColumn = "ActivityStartTimeColumn";

    /// <summary>Column of date and time of the start, or two columns such as <c>3;4</c>; overrides the two before [our reading].</summary>
    public const string StartTimeStampColumn = "ActivityStartTimeStampColumn";

    /// <summary>How the start is written, for example <c>yyyy/mm/dd;HH:MM:SS</c>; overrides <see cref="DateOrder"/> [our reading].</summary>
    public const string StartTimeStampFormat = "ActivityStartTimeStampFormat";

    /// <summary>Column of the date of the end; without it an end is less than a day after the start [our reading].</summary>
    public const string EndDateColumn = "ActivityEndDateColumn";

    /// <summary>Column of the time of the end.</summary>
    public const string EndTimeColumn = "ActivityEndTimeColumn";

    /// <summary>Column of date and time of the end, or two columns; overrides the two before [our reading].</summary>
    public const string EndTimeStampColumn = "ActivityEndTimeStampColumn";

    /// <summary>How the end is written; without it as the start is [our reading].</summary>
    public const string EndTimeStampFormat = "ActivityEndTimeStampFormat";

    /// <summary>Column of the duration in seconds.</summary>
    public const string DurationColumn = "ActivityDurationColumn";

    /// <summary>A name for every column of the file.</summary>
    public const string ColumnNames = "ActivityColumnNames";
}
