namespace Xlink.Sources.Csv;

/// <summary>The keys of a CSV interface for call data in <c>isps_ul.ini</c> [documented unless said otherwise].</summary>
public static class CsvKeys
{
    /// <summary>Folder of the CSV files.</summary>
    public const string Source = "Source";

    /// <summary>Folder that read files are moved to.</summary>
    public const string Destination = "Destination";

    /// <summary>1 tab [our reading], 2 comma, 3 semicolon, 4 pipe [our reading].</summary>
    public const string SeparatorCharacter = "SeparatorCharacter";

    /// <summary>What happens to read files: see <see cref="SourceFileAction"/>.</summary>
    public const string DeleteImportFiles = "DeleteImportFiles";

    /// <summary>Hours from the time in the files to local time, or the name of the files' time zone [our reading]; see <see cref="SourceTimeZone"/>.</summary>
    public const string TimeZone = "TimeZone";

    /// <summary>Overrides <see cref="TimeZone"/> for agent data.</summary>
    public const string TimeZoneOfAgentData = "TimeZone_TimeLink";

    /// <summary>1 writes interface logs.</summary>
    public const string Protocol = "Protocol";

    /// <summary>Addition to the name of the interface log.</summary>
    public const string LogFile = "LogFile";

    /// <summary>Lines to skip at the top of each file.</summary>
    public const string HeaderLines = "HeaderLines";

    /// <summary>Column of the queue's name.</summary>
    public const string GroupColumn = "GroupColumn";

    /// <summary>Names of all queues, case-sensitive.</summary>
    public const string Groups = "Groups";

    /// <summary>Column of the second level; 0 or empty means none.</summary>
    public const string SubGroupColumn = "SubGroupColumn";

    /// <summary>Names of the second level.</summary>
    public const string SubGroups = "SubGroups";

    /// <summary>Column of the date.</summary>
    public const string DateColumn = "DateColumn";

    /// <summary>Column of the time.</summary>
    public const string TimeColumn = "TimeColumn";

    /// <summary>Column of date and time together; overrides <see cref="DateColumn"/>.</summary>
    public const string TimeStampColumn = "TimeStampColumn";

    /// <summary>Order of the parts of a date: dmy, mdy, ymd.</summary>
    public const string DateOrder = "DateOrder";

    /// <summary>A name for every column of the file.</summary>
    public const string ColumnNames = "ColumnNames";

    /// <summary>Minutes per interval: 15, 30, 60.</summary>
    public const string Interval = "Interval";

    /// <summary>Column of the average handling time; without it values are whole numbers.</summary>
    public const string AhtColumn = "AHTColumn";

    /// <summary>Column of the weight of each row's average handling time, usually the calls handled [our reading].</summary>
    public const string AhtWeightColumn = "AHTWeightColumn";
}
