using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Targets.Wfm;

/// <summary>
/// Uploads on their way to a server. Those that wait until a request comes back go with the next one together: what a request costs, the wait for the server's disk included, is paid once.
/// </summary>
/// <param name="send">Sends one, or several that have the same token; gives a receipt for each, or <see langword="null"/> for one of several that is to be sent alone.</param>
internal sealed class UploadQueue(Func<IReadOnlyList<UploadQueue.Upload>, CancellationToken, Task<IReadOnlyList<CallDataReceipt?>>> send)
{
    // One is on its way while the server stores the other.
    private const int MaximumRequests = 2;

    private const int MaximumUploads = CallDataBatchFormat.MaximumUploads;

    // What is larger alone goes alone. Proxies let a megabyte through, if nobody has told them otherwise.
    private const int MaximumBytes = 512 * 1024;

    private readonly object gate = new();
    private readonly Queue<Upload> waiting = new();
    private int requests;

    /// <summary>Sends an upload.</summary>
    /// <param name="idempotencyKey">Its key.</param>
    /// <param name="bytes">What it says.</param>
    /// <param name="cancellationToken">Ends the request; the upload may then have arrived or not.</param>
    internal Task<CallDataReceipt> SendAsync(string idempotencyKey, ArraySegment<byte> bytes, CancellationToken cancellationToken)
    {
        var upload = new Upload(idempotencyKey, bytes, cancellationToken);
        lock (gate)
        {
            waiting.Enqueue(upload);
            if (requests == MaximumRequests)
            {
                return upload.Receipt.Task;
            }

            requests++;
        }

        _ = RunAsync();
        return upload.Receipt.Task;
    }

    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            await SendAsync(batch).ConfigureAwait(false);
        }
    }

    private List<Upload> Take()
    {
        var batch = new List<Upload>(MaximumUploads);
        var bytes = 0;
        lock (gate)
        {
            while (batch.Count < MaximumUploads && waiting.Count > 0 && (batch.Count == 0 || Fits(waiting.Peek())))
            {
                bytes += waiting.Peek().Bytes.Count;
                batch.Add(waiting.Dequeue());
            }

            requests -= batch.Count == 0 ? 1 : 0;
        }

        return batch;

        bool Fits(Upload next) => bytes + next.Bytes.Count <= MaximumBytes && next.CancellationToken == batch[0].CancellationToken;
    }

    private async Task SendAsync(IReadOnlyList<Upload> batch)
    {
        var cancellationToken = batch[0].CancellationToken;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var receipts = await send(batch, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                if (receipts[i] is { } receipt)
                {
                    batch[i].Receipt.SetResult(receipt);
                }
                else
                {
                    await SendAsync([batch[i]]).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception)
        {
            // Whatever it is, those who wait must hear of it.
            foreach (var upload in batch)
            {
                _ = exception is OperationCanceledException && cancellationToken.IsCancellationRequested
                    ? upload.Receipt.TrySetCanceled(cancellationToken)
                    : upload.Receipt.TrySetException(exception);
            }
        }
    }

    /// <summary>An upload.</summary>
    internal sealed class Upload(string idempotencyKey, ArraySegment<byte> bytes, CancellationToken cancellationToken)
    {
        internal string IdempotencyKey => idempotencyKey;

        internal ArraySegment<byte> Bytes => bytes;

        internal CancellationToken CancellationToken => cancellationToken;

        internal TaskCompletionSource<CallDataReceipt> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
