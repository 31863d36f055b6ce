using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Xlink.Odbc;

/// <summary>A query and its rows. A stopped import, and a time-out that the driver does not keep to, stop the query on the server.</summary>
internal sealed unsafe class OdbcStatement : IDisposable
{
    // A query may begin just after it was told to stop, so it is told again until it does.
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly OdbcConnection connection;
    private readonly CancellationToken cancellationToken;
    private readonly string key;
    private readonly List<GCHandle> pins = [];
    private readonly Timer watch;
    private long callStarted;
    private int isCancelling;
    private volatile bool timedOut;
    private string? nextRows;

    private OdbcStatement(OdbcConnection connection, string key, CancellationToken cancellationToken)
    {
        this.connection = connection;
        this.key = key;
        this.cancellationToken = cancellationToken;
        Handle = OdbcHandle.Allocate(Library, OdbcCode.StatementHandle, connection.Handle);
        watch = new Timer(_ => Watch(), state: null, WatchInterval, WatchInterval);
    }

    /// <summary>The columns of the result.</summary>
    internal IReadOnlyList<OdbcColumn> Columns { get; private set; } = [];

    internal OdbcLibrary Library => this.connection.Library;

    internal OdbcHandle Handle { get; }

    /// <summary>Runs a query.</summary>
    /// <param name="connection">The connection; it has one query at a time.</param>
    /// <param name="key">The key of the configuration that the query comes from, for messages.</param>
    /// <param name="sql">The query, with a question mark for each parameter.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="maximumRows">Most rows wanted; 0 for all. A driver that cannot limit them gives more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="XlinkException"><c>OdbcQueryFailed</c>, <c>OdbcQueryTimedOut</c>, <c>OdbcConnectionLost</c>, <c>OdbcQueryWithoutResult</c>.</exception>
    internal static OdbcStatement Execute(
        OdbcConnection connection, string key, string sql, IReadOnlyList<OdbcParameter> parameters, int maximumRows, CancellationToken cancellationToken)
    {
        var statement = new OdbcStatement(connection, key, cancellationToken);
        try
        {
            statement.Execute(sql, parameters, maximumRows);
            return statement;
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>Runs a SELECT that may have any number of rows, which are never all in memory.</summary>
    /// <param name="connection">The connection; it has one query at a time.</param>
    /// <param name="key">The key of the configuration that the query comes from, for messages.</param>
    /// <param name="sql">The query, with a question mark for each parameter.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="rowsAtOnce">How many rows may be in memory where the database has to be told.</param>
    /// <inheritdoc cref="Execute(OdbcConnection, string, string, IReadOnlyList{OdbcParameter}, int, CancellationToken)"/>
    internal static OdbcStatement ExecuteLarge(
        OdbcConnection connection,
        string key,
        string sql,
        IReadOnlyList<OdbcParameter> parameters,
        CancellationToken cancellationToken,
        int rowsAtOnce = PostgreSqlDriver.CursorRows)
    {
        if (!connection.NeedsCursor)
        {
            return Execute(connection, key, sql, parameters, maximumRows: 0, cancellationToken);
        }

        var statement = new OdbcStatement(connection, key, cancellationToken);
        try
        {
            statement.Prepare();
            statement.Send(PostgreSqlDriver.DeclareCursor(sql), parameters);
            statement.nextRows = PostgreSqlDriver.FetchFromCursor(rowsAtOnce);
            statement.Send(statement.nextRows, []);
            statement.Describe();
            return statement;
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>Sets an attribute; whether the driver takes it.</summary>
    internal bool TrySetAttribute(int attribute, IntPtr value) => OdbcCode.IsSuccess(Library.SetStatementAttribute(Handle, attribute, value, 0));

    /// <summary>Keeps an array in place for the driver until the statement is closed.</summary>
    internal IntPtr Pin(object array)
    {
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        this.pins.Add(pin);
        return pin.AddrOfPinnedObject();
    }

    /// <summary>Fetches the next row, or block of rows.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Execute(OdbcConnection, string, string, IReadOnlyList{OdbcParameter}, int, CancellationToken)"/>.</exception>
    internal bool Fetch()
    {
        var code = FetchOnce();
        if (code == OdbcCode.NoData && nextRows is not null)
        {
            Check(Library.CloseCursor(Handle));
            Send(nextRows, []);
            code = FetchOnce();
        }

        return code != OdbcCode.NoData && Check(code);
    }

    /// <summary>Throws if a call failed.</summary>
    /// <returns>Always <see langword="true"/>.</returns>
    internal bool Check(short code) => OdbcCode.IsSuccess(code) || code == OdbcCode.NoData ? true : throw Failure();

    /// <summary>Why the last call failed.</summary>
    internal Exception Failure()
    {
        var diagnostics = OdbcDiagnostic.Read(Library, Handle);
        return this.cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(this.cancellationToken)
            : OdbcFailure.OfQuery(this.connection.Settings, this.key, diagnostics, timedOut);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        watch.Dispose();
        Handle.Dispose();

        // Only now does the driver know nothing of the arrays any more.
        this.pins.ForEach(pin => pin.Free());
        this.pins.Clear();
    }

    private void Execute(string sql, IReadOnlyList<OdbcParameter> parameters, int maximumRows)
    {
        Prepare();
        if (maximumRows > 0)
        {
            TrySetAttribute(OdbcCode.AttributeMaximumRows, new IntPtr(maximumRows));
        }

        Send(sql, parameters);
        Describe();
    }

    private void Prepare()
    {
        if (Handle.IsInvalid)
        {
            throw OdbcFailure.OfQuery(this.connection.Settings, this.key, OdbcDiagnostic.Read(Library, this.connection.Handle), timedOut: false);
        }

        TrySetAttribute(OdbcCode.AttributeQueryTimeout, new IntPtr((int)this.connection.Settings.QueryTimeout.TotalSeconds));
    }

    private void Send(string sql, IReadOnlyList<OdbcParameter> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            Bind((ushort)(i + 1), parameters[i]);
        }

        Begin();
        var code = Send(sql);
        End();
        Check(code);
    }

    private short Send(string sql)
    {
        if (this.connection.TakesUtf8)
        {
            return Library.ExecuteDirectNarrow(Handle, Encoding.UTF8.GetBytes(sql + "\0"), OdbcCode.NullTerminated);
        }

        fixed (char* text = sql)
        {
            return Library.ExecuteDirect(Handle, text, OdbcCode.NullTerminated);
        }
    }

    private short FetchOnce()
    {
        Begin();
        var code = Library.Fetch(Handle);
        End();
        return code;
    }

    private void Bind(ushort number, OdbcParameter parameter)
    {
        var indicator = (IntPtr*)Pin(new[] { new IntPtr(parameter.ByteLength) });
        Check(Library.BindParameter(
            Handle,
            number,
            OdbcCode.ParameterInput,
            parameter.ValueType,
            parameter.SqlType,
            new UIntPtr((uint)parameter.Size),
            0,
            Pin(parameter.Data),
            new IntPtr(parameter.ByteLength),
            indicator));
    }

    private void Describe()
    {
        const short size = 256;
        Check(Library.CountResultColumns(Handle, out var count));
        var found = new List<OdbcColumn>();
        var name = stackalloc char[size];
        for (ushort number = 1; number <= count; number++)
        {
            Check(Library.DescribeColumn(Handle, number, name, size, out _, out var type, out _, out _, out _));
            name[size - 1] = '\0';
            found.Add(new OdbcColumn(new string(name), type));
        }

        Columns = found;
        if (found.Count == 0)
        {
            throw XlinkException.Create(
                nameof(Messages.OdbcQueryWithoutResult), XlinkErrorCategory.InvalidData, this.connection.Settings.ExternalSystem, this.key);
        }
    }

    private void Begin()
    {
        this.cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref callStarted, Stopwatch.GetTimestamp());
    }

    private void End() => Interlocked.Exchange(ref callStarted, 0);

    /// <summary>Looks whether the current call has to be stopped. Runs on another thread.</summary>
    private void Watch()
    {
        var started = Interlocked.Read(ref callStarted);
        var limit = this.connection.Settings.QueryTimeout;
        var isLate = started != 0 && limit > TimeSpan.Zero && Stopwatch.GetTimestamp() - started > (limit + Grace).TotalSeconds * Stopwatch.Frequency;
        if (started == 0 || !(isLate || this.cancellationToken.IsCancellationRequested) || Interlocked.Exchange(ref isCancelling, 1) != 0)
        {
            return;
        }

        try
        {
            timedOut |= isLate;
            Library.Cancel(Handle);
        }
        catch (ObjectDisposedException)
        {
            // The query has come to its end meanwhile.
        }
        finally
        {
            Interlocked.Exchange(ref isCancelling, 0);
        }
    }
}
