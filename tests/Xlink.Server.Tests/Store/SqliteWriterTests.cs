using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xlink.Server.Store.Sqlite;

namespace Xlink.Server.Tests.Store;

public sealed class SqliteWriterTests
{
    [Fact]
    public void A_statement_that_was_left_in_the_middle_by_a_failure_takes_values_again()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var writer = new SqliteWriter(connection);
        const string Sql = "select ?1 union all select 2";
        raw.sqlite3_step(writer.Prepare(Sql));

        var again = writer.Prepare(Sql);

        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_bind_int(again, 1, 7));
        Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(again));
        Assert.Equal(7, raw.sqlite3_column_int(again, 0));
    }
}
