using System;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xlink.Server.CallData;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sqlite;

/// <summary>
/// Merges vectors into one day of the table, each found by its key, with prepared statements. They are SQLite's own: a command of the ADO.NET provider costs
/// several times what the row does.
/// </summary>
internal sealed class DayVectorWriter : IDisposable
{
    private const string Exists = "select exists (select 1 from day_vector where day = ?1)";

    private const string Find =
        """
        select interval_minutes, interval_values from day_vector where day = ?1 and queue_id = ?2 and value_type_id = ?3 and version = ?4
        """;

    private const string Replace =
        """
        insert or replace into day_vector (day, queue_id, value_type_id, version, interval_minutes, interval_values) values (?1, ?2, ?3, ?4, ?5, ?6)
        """;

    private readonly sqlite3 database;
    private readonly bool isKept;
    private readonly sqlite3_stmt? find;
    private readonly sqlite3_stmt replace;
    private PackedDayVector? found;
    private PackedDayVector? bound;
    private readonly byte[] buffer = new byte[PackedValues.MaximumLength(DayVectorsFormat.MaximumValues) + 1];

    /// <summary>Prepares it.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="writer">What keeps prepared statements; without it they are made anew.</param>
    /// <param name="day">The day, as a number.</param>
    internal DayVectorWriter(SqliteConnection connection, SqliteWriter? writer, int day)
    {
        database = connection.Handle!;
        isKept = writer is not null;
        sqlite3_stmt Prepare(string sql)
        {
            if (writer?.Prepare(sql) is not { } statement)
            {
                Check(raw.sqlite3_prepare_v2(database, sql, out statement));
            }

            Check(raw.sqlite3_bind_int(statement, 1, day));
            return statement;
        }

        replace = Prepare(Replace);
        var exists = Prepare(Exists);
        Check(raw.sqlite3_step(exists));
        find = raw.sqlite3_column_int(exists, 0) == 0 ? null : Prepare(Find);
        End(exists);
    }

    /// <summary>Stores a vector over what is there, and counts it.</summary>
    internal void Merge(PackedDayVector vector, bool writeAlways, MergeCount count)
    {
        var bytes = DayVectorBlob.Write(vector.Packed.Span, buffer);
        if (find is not null)
        {
            BindKey(find, vector, found);
            found = vector;
            var result = raw.sqlite3_step(find);
            Check(result);
            if (result == raw.SQLITE_ROW)
            {
                MergeFound(vector, bytes, writeAlways, count);
                Check(raw.sqlite3_reset(find));
                return;
            }

            Check(raw.sqlite3_reset(find));
        }

        if (!writeAlways || DayMerge.IsWhole(vector))
        {
            count.Add(vector.WithData, replaces: false);
            Store(vector, bytes);
            return;
        }

        var merged = MergedDay.OverNothing(vector, writeAlways);
        count.Add(merged);
        Store(vector, DayVectorBlob.Write(merged.Values));
    }

    public void Dispose()
    {
        if (find is not null)
        {
            End(find);
        }

        End(replace);
    }

    private void End(sqlite3_stmt statement)
    {
        if (isKept)
        {
            // What has gone wrong has been told by then.
            _ = raw.sqlite3_reset(statement);
            _ = raw.sqlite3_clear_bindings(statement);
        }
        else
        {
            statement.Dispose();
        }
    }

    private void MergeFound(PackedDayVector vector, ReadOnlySpan<byte> bytes, bool writeAlways, MergeCount count)
    {
        var minutes = raw.sqlite3_column_int(find, 0);
        var stored = raw.sqlite3_column_blob(find, 1);
        if (minutes == vector.IntervalMinutes && stored.SequenceEqual(bytes) && (!writeAlways || DayMerge.IsWhole(vector)))
        {
            count.Add(vector.WithData, replaces: false);
            return;
        }

        var merged = MergedDay.Over(vector, minutes, DayVectorBlob.Read(stored), writeAlways);
        count.Add(merged);
        if (!merged.IsStored)
        {
            Store(vector, DayVectorBlob.Write(merged.Values));
        }
    }

    private void Store(PackedDayVector vector, ReadOnlySpan<byte> bytes)
    {
        BindKey(replace, vector, bound);
        if (vector.IntervalMinutes != bound?.IntervalMinutes)
        {
            Check(raw.sqlite3_bind_int(replace, 5, vector.IntervalMinutes));
        }

        bound = vector;
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(replace, 6, 0) : raw.sqlite3_bind_blob(replace, 6, bytes));
        Check(raw.sqlite3_step(replace));
        Check(raw.sqlite3_reset(replace));
    }

    // What a statement has been given stays in it, and each call costs more than the comparison.
    private void BindKey(sqlite3_stmt statement, PackedDayVector vector, PackedDayVector? before)
    {
        if (vector.QueueId != before?.QueueId)
        {
            Check(raw.sqlite3_bind_int(statement, 2, vector.QueueId));
        }

        Check(raw.sqlite3_bind_int(statement, 3, vector.ValueTypeId));
        if (vector.Version != before?.Version)
        {
            Check(raw.sqlite3_bind_int(statement, 4, vector.Version));
        }
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
