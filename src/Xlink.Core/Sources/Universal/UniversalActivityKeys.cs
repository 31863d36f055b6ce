namespace Xlink.Sources.Universal;

/// <summary>The keys of the universal interface (ODBC) for agent data, beside those of <see cref="Agents.ActivityKeys"/> [documented].</summary>
public static class UniversalActivityKeys
{
    /// <summary>Query of two columns: name and ID of the activities.</summary>
    public const string ActivitySql = "ActivitySQL";

    /// <summary>Table, view or join that the activities of the agents come from.</summary>
    public const string AgentActivityTable = "AgentActivityTable";

    /// <summary>Column or SQL expression of the agent's ID.</summary>
    public const string AgentColumn = "AgentColumn";

    /// <summary>Column or SQL expression of the activity's ID.</summary>
    public const string ActivityColumn = "ActivityColumn";

    /// <summary>Column or SQL expression of the start.</summary>
    public const string StartTimeStampColumn = "ActivityStartTimeStampColumn";

    /// <summary>What the start is: see <see cref="TimeStampType"/>.</summary>
    public const string StartTimeStampType = "ActivityStartTimeStampType";

    /// <summary>How a start that is a text is written.</summary>
    public const string StartTimeStampFormat = "ActivityStartTimeStampFormat";

    /// <summary>Column or SQL expression of the end.</summary>
    public const string EndTimeStampColumn = "ActivityEndTimeStampColumn";

    /// <summary>What the end is.</summary>
    public const string EndTimeStampType = "ActivityEndTimeStampType";

    /// <summary>How an end that is a text is written.</summary>
    public const string EndTimeStampFormat = "ActivityEndTimeStampFormat";

    /// <summary>Column or SQL expression of the duration in seconds.</summary>
    public const string DurationColumn = "ActivityDurationColumn";
}
