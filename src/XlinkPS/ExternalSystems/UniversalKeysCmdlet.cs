using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;
using Xlink.Odbc;
using Xlink.Sources.Universal;

namespace XlinkPS.ExternalSystems;

/// <summary>A cmdlet that sets the documented keys of the universal interface (ODBC), beside those of agent data.</summary>
public abstract class UniversalKeysCmdlet : ActivityKeysCmdlet
{
    private readonly StrongBox<TimeStampType> givenTimeStampType = new();

    private const string PasswordKey = "Password";

    /// <summary>Name of the ODBC data source (DSN) of a database; written as <c>Source</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OdbcDataSourceCompleter))]
    public string? DataSourceName { get; set; }

    /// <summary>User of the database.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? User { get; set; }

    /// <summary>Password of the database or telephone system; written hidden.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <summary>Connection string that overrides data source, user and password; secure, because it may hold a password.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? ConnectionString { get; set; }

    /// <summary>Query of one column: the names of the queues.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? QueueSql { get; set; }

    /// <summary>Query of two columns: name and ID of the queues.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? QueueMappingSql { get; set; }

    /// <summary>Table, view or join that the values come from.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CallDataTable { get; set; }

    /// <summary>Column or columns that identify the queue of a row.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] QueueNameColumn { get; set; } = [];

    /// <summary>Per column of the queue: 0 text, 1 number.</summary>
    [Parameter]
    [ValidateSet("0", "1")]
    public string[] QueueNameType { get; set; } = [];

    /// <summary>Whether rows have the ID of their queue, the second column of the mapping query, instead of its name (<c>RetrieveValueTypesUsing</c>).</summary>
    [Parameter]
    public bool UseQueueId { get; set; }

    /// <summary>Columns or SQL expressions, one value each.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ValueTypes { get; set; } = [];

    /// <summary>Per value, or once for all: add the rows up, or count them.</summary>
    [Parameter]
    [ValidateSet("SUM", "COUNT")]
    public string[] ValueTypeFunctions { get; set; } = [];

    /// <summary>Column or SQL expression of a row's time in a database; written as <c>TimeStampColumn</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeStampExpression { get; set; }

    /// <summary>What the time of a row is in the database.</summary>
    [Parameter]
    public TimeStampType TimeStampType
    {
        get => givenTimeStampType.Value;
        set => givenTimeStampType.Value = value;
    }

    /// <summary>Seconds that logging in to the database may take.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int LoginTimeout { get; set; }

    /// <summary>Seconds that a query may take before its first rows; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int QueryTimeout { get; set; }

    /// <summary>Query of two columns: name and ID of the activities.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? ActivitySql { get; set; }

    /// <summary>Table, view or join that agent data comes from.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? AgentActivityTable { get; set; }

    /// <summary>The keys whose parameters were given, with their values.</summary>
    private protected IEnumerable<KeyChange> UniversalChanges()
    {
        (string Parameter, string Key, Func<string> Value)[] typed =
        [
            (nameof(DataSourceName), OdbcKeys.Source, () => DataSourceName!),
            (nameof(User), OdbcKeys.User, () => User ?? string.Empty),
            (nameof(Password), PasswordKey, () => SecretSetting.Write(PasswordKey, Password!)),
            (nameof(ConnectionString), OdbcKeys.ConnectionString, () => SecretSetting.Write(OdbcKeys.ConnectionString, ConnectionString!)),
            (nameof(QueueSql), UniversalKeys.QueueSql, () => QueueSql ?? string.Empty),
            (nameof(QueueMappingSql), UniversalKeys.QueueMappingSql, () => QueueMappingSql ?? string.Empty),
            (nameof(CallDataTable), UniversalKeys.CallDataTable, () => CallDataTable ?? string.Empty),
            (nameof(QueueNameColumn), UniversalKeys.QueueNameColumn, () => KeyChange.Join(QueueNameColumn)),
            (nameof(QueueNameType), UniversalKeys.QueueNameType, () => KeyChange.Join(QueueNameType)),
            (nameof(UseQueueId), UniversalKeys.RetrieveValueTypesUsing, () => UseQueueId ? "1" : "0"),
            (nameof(ValueTypes), UniversalKeys.ValueTypes, () => KeyChange.Join(ValueTypes)),
            (nameof(ValueTypeFunctions), UniversalKeys.ValueTypeFunctions, () => KeyChange.Join(ValueTypeFunctions)),
            (nameof(TimeStampExpression), UniversalKeys.TimeStampColumn, () => TimeStampExpression ?? string.Empty),
            (nameof(TimeStampType), UniversalKeys.TimeStampType, () => Number((int)TimeStampType)),
            (nameof(LoginTimeout), OdbcKeys.LoginTimeout, () => Number(LoginTimeout)),
            (nameof(QueryTimeout), OdbcKeys.QueryTimeout, () => Number(QueryTimeout)),
            (nameof(ActivitySql), UniversalActivityKeys.ActivitySql, () => ActivitySql ?? string.Empty),
            (nameof(AgentActivityTable), UniversalActivityKeys.AgentActivityTable, () => AgentActivityTable ?? string.Empty),
        ];
        return Given(typed);
    }
}
