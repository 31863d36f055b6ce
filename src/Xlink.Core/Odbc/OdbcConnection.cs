using System;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Odbc;

/// <summary>A connection to the database of an external system.</summary>
internal sealed class OdbcConnection : IDisposable
{
    // Drivers keep to the time-out themselves; one that does not is given up a little later.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly OdbcHandle environment;

    private OdbcConnection(OdbcLibrary library, OdbcHandle environment, OdbcHandle handle, OdbcConnectionSettings settings)
    {
        this.environment = environment;
        Library = library;
        Handle = handle;
        Settings = settings;
    }

    /// <summary>How it was reached.</summary>
    internal OdbcConnectionSettings Settings { get; }

    /// <summary>Whether queries are handed over as UTF-8 instead of UTF-16.</summary>
    internal bool TakesUtf8 { get; private set; }

    /// <summary>Whether large queries need a cursor of their own; see <see cref="PostgreSqlDriver"/>.</summary>
    internal bool NeedsCursor { get; private set; }

    /// <summary>Whether the database is PostgreSQL, whose sums are known to be those of its rows.</summary>
    internal bool CanAddUp => NeedsCursor;

    internal OdbcLibrary Library { get; }

    internal OdbcHandle Handle { get; }

    /// <summary>Logs in.</summary>
    /// <exception cref="XlinkException">The database cannot be reached or refuses; see <see cref="OdbcFailure"/>. <c>OdbcDriverManagerMissing</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal static OdbcConnection Open(OdbcConnectionSettings settings, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // No driver can be stopped while it logs in: one that hangs is left behind, and cleans up when it comes to an end.
        var connecting = Task.Run(() => Connect(settings), CancellationToken.None);
        var finished = ((IAsyncResult)connecting).AsyncWaitHandle;
        var limit = settings.LoginTimeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : settings.LoginTimeout + Grace;
        if (WaitHandle.WaitAny([finished, cancellationToken.WaitHandle], limit) == 0)
        {
            return connecting.GetAwaiter().GetResult();
        }

        _ = connecting.ContinueWith(Abandon, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        throw OdbcFailure.OfConnectTimeout(settings);
    }

    /// <summary>What the driver says about itself or its database; empty if it does not say.</summary>
    internal unsafe string GetInfo(ushort what)
    {
        const short size = 512;
        var text = stackalloc char[size];
        text[0] = '\0';
        if (!OdbcCode.IsSuccess(Library.GetInfo(Handle, what, text, size * sizeof(char), out _)))
        {
            return string.Empty;
        }

        text[size - 1] = '\0';
        return new string(text);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Handle.Dispose();
        this.environment.Dispose();
    }

    private static OdbcConnection Connect(OdbcConnectionSettings settings)
    {
        var library = OdbcLibrary.Current;
        var ownEnvironment = OdbcEnvironment.Create(library);
        var handle = OdbcHandle.Allocate(library, OdbcCode.ConnectionHandle, ownEnvironment);
        try
        {
            if (handle.IsInvalid)
            {
                throw OdbcFailure.OfConnecting(settings, OdbcDiagnostic.Read(library, ownEnvironment));
            }

            library.SetConnectionAttribute(handle, OdbcCode.AttributeLoginTimeout, new IntPtr((int)settings.LoginTimeout.TotalSeconds), 0);
            if (!OdbcCode.IsSuccess(Connect(library, handle, settings.ToConnectionString())))
            {
                throw OdbcFailure.OfConnecting(settings, OdbcDiagnostic.Read(library, handle));
            }

            var connection = new OdbcConnection(library, ownEnvironment, handle, settings);
            if (PostgreSqlDriver.IsOf(connection))
            {
                PostgreSqlDriver.FetchInBlocks(connection);
                connection.NeedsCursor = true;
            }

            connection.TakesUtf8 = SqliteDriver.TakesUtf8(connection);
            return connection;
        }
        catch
        {
            handle.Dispose();
            ownEnvironment.Dispose();
            throw;
        }
    }

    private static unsafe short Connect(OdbcLibrary library, OdbcHandle handle, string text)
    {
        // Some drivers do not take a missing buffer for the completed text.
        const short size = 1024;
        var completed = stackalloc char[size];
        short completedLength;
        fixed (char* start = text)
        {
            return library.DriverConnect(handle, IntPtr.Zero, start, OdbcCode.NullTerminated, completed, size, &completedLength, OdbcCode.NoPrompt);
        }
    }

    private static void Abandon(Task<OdbcConnection> connecting)
    {
        if (connecting.Status == TaskStatus.RanToCompletion)
        {
            connecting.Result.Dispose();
        }
        else
        {
            // Nobody waits for its failure any more.
            _ = connecting.Exception;
        }
    }
}
