using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Store.Sqlite;

/// <summary>
/// Lets writers into the database one by one, in the order they came. SQLite takes no more at a time, and waiting for one's turn here is cheaper than trying
/// again and again there.
/// </summary>
internal sealed class WriteTurns
{
    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> waiting = [];
    private bool isTaken;

    /// <summary>Waits for one's turn. Whoever has it passes it on or ends it.</summary>
    /// <param name="kind">Whether it may be within a transaction that others have begun.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The transaction that has been passed on, or <see langword="null"/>: a new one is to be begun.</returns>
    internal async Task<SharedTransaction?> EnterAsync(WriteKind kind, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> place;
        lock (gate)
        {
            if (!isTaken)
            {
                isTaken = true;
                return null;
            }

            place = waiting.AddLast(new Waiter(kind));
        }

        await using var registration = cancellationToken.UnsafeRegister(_ => Leave(place, cancellationToken), state: null);
        return await place.Value.Turn.Task;
    }

    /// <summary>Passes the turn and a transaction on to the next writer, if there is one and it may be within it.</summary>
    internal bool TryPassOn(SharedTransaction transaction)
    {
        lock (gate)
        {
            if (waiting.First is not { } next || !transaction.Takes(next.Value.Kind))
            {
                return false;
            }

            waiting.Remove(next);
            next.Value.Turn.SetResult(transaction);
            return true;
        }
    }

    /// <summary>Ends the turn.</summary>
    internal void End()
    {
        lock (gate)
        {
            if (waiting.First is { } next)
            {
                waiting.Remove(next);
                next.Value.Turn.SetResult(null);
            }
            else
            {
                isTaken = false;
            }
        }
    }

    private void Leave(LinkedListNode<Waiter> place, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // Who is no longer in the list has got the turn already and has to end it.
            if (place.List is not null)
            {
                waiting.Remove(place);
                place.Value.Turn.SetCanceled(cancellationToken);
            }
        }
    }

    private sealed class Waiter(WriteKind kind)
    {
        internal WriteKind Kind => kind;

        internal TaskCompletionSource<SharedTransaction?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
