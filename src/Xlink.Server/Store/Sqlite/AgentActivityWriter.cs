using System;
using Microsoft.Data.Sqlite;
using Xlink.Server.Store.Sql;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Writes the activities of one external system and day with one prepared statement.</summary>
internal sealed class AgentActivityWriter : IDisposable
{
    private readonly SqliteCommand command;
    private readonly SqliteParameter employeeId;
    private readonly SqliteParameter startTime;
    private readonly SqliteParameter agentId;
    private readonly SqliteParameter endTime;
    private readonly SqliteParameter externalActivityId;

    internal AgentActivityWriter(SqliteConnection connection, int day, int externalSystemId)
    {
        command = connection.CreateCommand();
        command.CommandText =
            """
            insert into agent_activity (day, external_system_id, employee_id, start_time, agent_id, end_time, external_activity_id)
            values (@day, @externalSystemId, @employeeId, @startTime, @agentId, @endTime, @externalActivityId)
            """;
        command.Parameters.Add("@day", SqliteType.Integer).Value = day;
        command.Parameters.Add("@externalSystemId", SqliteType.Integer).Value = externalSystemId;
        employeeId = command.Parameters.Add("@employeeId", SqliteType.Integer);
        startTime = command.Parameters.Add("@startTime", SqliteType.Integer);
        agentId = command.Parameters.Add("@agentId", SqliteType.Text);
        endTime = command.Parameters.Add("@endTime", SqliteType.Integer);
        externalActivityId = command.Parameters.Add("@externalActivityId", SqliteType.Integer);
    }

    /// <summary>Stores what an agent did as what its employee did.</summary>
    internal void Write(StoredActivity stored)
    {
        employeeId.Value = stored.EmployeeId;
        startTime.Value = stored.Activity.Start.ToUnixTimeSeconds();
        agentId.Value = stored.Activity.AgentId;
        endTime.Value = stored.Activity.End.ToUnixTimeSeconds();
        externalActivityId.Value = stored.ExternalActivityId;
        command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();
}
