namespace Xlink.Sources.Universal;

/// <summary>The keys of the universal interface (ODBC) in <c>isps_ul.ini</c>, beside those of <see cref="Odbc.OdbcKeys"/> [documented unless said otherwise].</summary>
public static class UniversalKeys
{
    /// <summary>Query of one column: the names of the queues.</summary>
    public const string QueueSql = "QueueSQL";

    /// <summary>Query of two columns: name and ID of the queues.</summary>
    public const string QueueMappingSql = "QueueMappingSQL";

    /// <summary>Table, view or join that the values come from.</summary>
    public const string CallDataTable = "CallDataTable";

    /// <summary>Column or columns that identify the queue of a row.</summary>
    public const string QueueNameColumn = "QueueNameColumn";

    /// <summary>Another spelling of <see cref="QueueNameColumn"/> [our reading].</summary>
    public const string QueueNameColumns = "QueueNameColumns";

    /// <summary>Per column of <see cref="QueueNameColumn"/>: 0 text, 1 number.</summary>
    public const string QueueNameType = "QueueNameType";

    /// <summary>1 finds the rows of a queue by its ID, anything else by its name [our reading].</summary>
    public const string RetrieveValueTypesUsing = "RetrieveValueTypesUsing";

    /// <summary>Columns or SQL expressions, one value each.</summary>
    public const string ValueTypes = "ValueTypes";

    /// <summary>Per value: SUM or COUNT.</summary>
    public const string ValueTypeFunctions = "ValueTypeFunctions";

    /// <summary>Column or SQL expression of the row's time.</summary>
    public const string TimeStampColumn = "TimeStampColumn";

    /// <summary>0 text, 1 Unix seconds, 2 date and time.</summary>
    public const string TimeStampType = "TimeStampType";

    /// <summary>Order of the parts of a date in a text: dmy, mdy, ymd [our reading].</summary>
    public const string DateOrder = "DateOrder";

    /// <summary>Minutes per interval.</summary>
    public const string Interval = "Interval";

    /// <summary>Minutes per interval, in other versions.</summary>
    public const string IntervalDuration = "IntervalDuration";

    /// <summary>Offset or zone of the times; see <see cref="SourceTimeZone"/>.</summary>
    public const string TimeZone = "TimeZone";
}
