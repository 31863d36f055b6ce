using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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

    // Rows that one statement appends: SQLite looks for their place once.
    private const int RowsAtOnce = 32;
    private const int ColumnsOfRow = 5;

    private static readonly string Append =
        "insert into day_vector (day, queue_id, value_type_id, version, interval_minutes, interval_values) values "
        + string.Join(", ", Enumerable.Range(0, RowsAtOnce).Select(row => "(?1, " + string.Join(", ", Enumerable.Range(2 + (row * ColumnsOfRow), ColumnsOfRow).Select(Parameter)) + ")"));

    private readonly sqlite3 database;
    private readonly SqliteWriter? kept;
    private readonly int day;
    private readonly SqliteStatement? find;
    private readonly SqliteStatement replace;
    private readonly List<PackedDayVector> waiting = [];
    private SqliteStatement? append;
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
        kept = writer;
        this.day = day;
        replace = Prepare(Replace);
        var exists = Prepare(Exists);
        find = exists.Find() && raw.sqlite3_column_int(exists.Statement, 0) == 0 ? null : Prepare(Find);
        End(exists);
    }

    /// <summary>Stores a vector over what is there, and counts it.</summary>
    internal void Merge(PackedDayVector vector, bool writeAlways, MergeCount count)
    {
        if (find is null && (!writeAlways || DayMerge.IsWhole(vector)))
        {
            count.Add(vector.WithData, replaces: false);
            Add(vector);
            return;
        }

        var bytes = DayVectorBlob.Write(vector.Packed.Span, buffer);
        if (find is { } stored)
        {
            BindKey(stored, vector, found);
            found = vector;
            if (stored.Find())
            {
                MergeFound(stored.Statement, vector, bytes, writeAlways, count);
                stored.Reset();
                return;
            }

            stored.Reset();
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

    /// <summary>Stores what has been held back.</summary>
    internal void Complete()
    {
        foreach (var vector in waiting)
        {
            Store(vector, DayVectorBlob.Write(vector.Packed.Span, buffer));
        }

        waiting.Clear();
    }

    public void Dispose()
    {
        if (find is { } prepared)
        {
            End(prepared);
        }

        if (append is { } several)
        {
            End(several);
        }

        End(replace);
    }

    private static string Parameter(int number) => "?" + number.ToString(CultureInfo.InvariantCulture);

    private SqliteStatement Prepare(string sql)
    {
        if (kept?.Prepare(sql) is not { } statement)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out statement), database);
        }

        var prepared = new SqliteStatement(database, statement);
        prepared.Bind(1, day);
        return prepared;
    }

    /// <summary>Stores a vector of a day that had none, together with others.</summary>
    private void Add(PackedDayVector vector)
    {
        waiting.Add(vector);
        if (waiting.Count < RowsAtOnce)
        {
            return;
        }

        var statement = append ??= Prepare(Append);
        for (var row = 0; row < waiting.Count; row++)
        {
            var (index, next) = (2 + (row * ColumnsOfRow), waiting[row]);
            statement.Bind(index, next.QueueId);
            statement.Bind(index + 1, next.ValueTypeId);
            statement.Bind(index + 2, next.Version);
            statement.Bind(index + 3, next.IntervalMinutes);
            statement.Bind(index + 4, DayVectorBlob.Write(next.Packed.Span, buffer));
        }

        statement.Execute();
        waiting.Clear();
    }

    private void End(SqliteStatement prepared)
    {
        if (kept is not null)
        {
            // What has gone wrong has been told by then.
            _ = raw.sqlite3_reset(prepared.Statement);
            _ = raw.sqlite3_clear_bindings(prepared.Statement);
        }
        else
        {
            prepared.Statement.Dispose();
        }
    }

    private void MergeFound(sqlite3_stmt row, PackedDayVector vector, ReadOnlySpan<byte> bytes, bool writeAlways, MergeCount count)
    {
        var minutes = raw.sqlite3_column_int(row, 0);
        var stored = raw.sqlite3_column_blob(row, 1);
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
            replace.Bind(5, vector.IntervalMinutes);
        }

        bound = vector;
        replace.Bind(6, bytes);
        replace.Execute();
    }

    // What a statement has been given stays in it.
    private static void BindKey(SqliteStatement statement, PackedDayVector vector, PackedDayVector? before)
    {
        if (vector.QueueId != before?.QueueId)
        {
            statement.Bind(2, vector.QueueId);
        }

        statement.Bind(3, vector.ValueTypeId);
        if (vector.Version != before?.Version)
        {
            statement.Bind(4, vector.Version);
        }
    }
}
