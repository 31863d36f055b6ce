using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>
/// Uploads days while the next ones are computed: the server unpacks some while it waits for the disk with others. A day arrives wholly or not at all, and days
/// may arrive in another order than they were sent; what arrived of an import that is broken off is right for its days.
/// </summary>
/// <param name="server">Where they go.</param>
/// <param name="externalSystem">Where they come from.</param>
internal sealed class DayUploads(IImportTarget server, string externalSystem)
{
    // The server gets and stores up to sixteen together; as many are on their way meanwhile, and others are computed.
    private const int MaximumUploads = 48;

    // They stay in memory until they have arrived.
    private const int MaximumVectors = 20_000;

    private readonly Queue<(LocalDate Day, int Vectors, Task<CallDataReceipt> Receipt)> running = [];
    private int vectorsRunning;

    /// <summary>Sends a day.</summary>
    /// <returns>The days that have arrived before, in the order they were sent.</returns>
    /// <exception cref="XlinkException">A day before could not be uploaded.</exception>
    internal async Task<IReadOnlyList<Arrived>> AddAsync(IReadOnlyList<DayVector> vectors, CancellationToken cancellationToken)
    {
        var arrived = await TakeAsync(() => running.Count == MaximumUploads || vectorsRunning + vectors.Count > MaximumVectors).ConfigureAwait(false);

        // One key per upload: repeating it within this run is harmless, and another run writes again.
        var upload = new CallDataUpload { ExternalSystem = externalSystem, Vectors = vectors };
        var day = vectors[0].Day;
        var key = Guid.NewGuid().ToString("N");
        running.Enqueue((day, vectors.Count, server.WriteAsync(upload, key, cancellationToken)));
        vectorsRunning += vectors.Count;
        return arrived;
    }

    /// <summary>Waits for all days.</summary>
    /// <returns>Those that have arrived since.</returns>
    /// <exception cref="XlinkException">One could not be uploaded.</exception>
    internal Task<IReadOnlyList<Arrived>> CompleteAsync() => TakeAsync(() => true);

    /// <summary>Waits until nothing is on its way, whatever becomes of it: the first failure has been told, and the connection is closed next.</summary>
    internal async Task EndAsync()
    {
        while (running.Count > 0)
        {
            await Task.WhenAny(running.Dequeue().Receipt).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<Arrived>> TakeAsync(Func<bool> areTooMany)
    {
        var arrived = new List<Arrived>();
        while (running.Count > 0 && areTooMany())
        {
            var (day, vectors, receipt) = running.Dequeue();
            vectorsRunning -= vectors;
            arrived.Add(new(day, await receipt.ConfigureAwait(false)));
        }

        return arrived;
    }

    /// <summary>A day that the server has.</summary>
    /// <param name="Day">The day.</param>
    /// <param name="Receipt">What the server says.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Arrived(LocalDate Day, CallDataReceipt Receipt);
}
