using System;
using Microsoft.Data.Sqlite;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>Writes the day vectors of one day with one prepared statement.</summary>
internal sealed class DayVectorWriter : IDisposable
{
    private readonly SqliteCommand command;
    private readonly SqliteParameter queueId;
    private readonly SqliteParameter valueTypeId;
    private readonly SqliteParameter version;
    private readonly SqliteParameter intervalMinutes;
    private readonly SqliteParameter values;

    internal DayVectorWriter(SqliteConnection connection, int day)
    {
        command = connection.CreateCommand();
        command.CommandText =
            """
            insert or replace into day_vector (day, queue_id, value_type_id, version, interval_minutes, interval_values)
            values (@day, @queueId, @valueTypeId, @version, @intervalMinutes, @values)
            """;
        command.Parameters.Add("@day", SqliteType.Integer).Value = day;
        queueId = command.Parameters.Add("@queueId", SqliteType.Integer);
        valueTypeId = command.Parameters.Add("@valueTypeId", SqliteType.Integer);
        version = command.Parameters.Add("@version", SqliteType.Integer);
        intervalMinutes = command.Parameters.Add("@intervalMinutes", SqliteType.Integer);
        values = command.Parameters.Add("@values", SqliteType.Blob);
    }

    /// <summary>Stores a vector with other values than its own.</summary>
    internal void Write(DayVector vector, int[] storedValues)
    {
        queueId.Value = vector.QueueId;
        valueTypeId.Value = vector.ValueTypeId;
        version.Value = vector.Version;
        intervalMinutes.Value = vector.IntervalMinutes;
        values.Value = DayVectorBlob.Write(storedValues);
        command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();
}
