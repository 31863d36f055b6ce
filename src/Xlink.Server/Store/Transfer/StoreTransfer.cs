using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Store.Transfer;

/// <summary>Copies a store table by table, row by row, and reads it back before it counts: backup, restore and change of the database are all this.</summary>
internal static class StoreTransfer
{
    /// <summary>Copies everything and keeps it, or nothing.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="target">Where to; what is there goes.</param>
    /// <param name="progress">Hears table, rows so far and rows about to come.</param>
    /// <param name="cancellationToken">Breaks it off; the target is as before.</param>
    /// <returns>Rows and sums by table.</returns>
    /// <exception cref="XlinkException">
    /// <c>TransferDiffers</c>: what arrived is not what was sent. <c>DatabaseDamaged</c>: what is there to be sent does not fit together; nothing is written.
    /// </exception>
    internal static async Task<IReadOnlyDictionary<string, (long Rows, string Sha256)>> CopyAsync(
        TransferDatabase source, TransferDatabase target, Action<string, long, long>? progress, CancellationToken cancellationToken)
    {
        if (await source.FindBrokenReferenceAsync(cancellationToken) is { } broken)
        {
            throw XlinkException.InFile(source.Location, line: null, nameof(Messages.DatabaseDamaged), XlinkErrorCategory.InvalidData, broken);
        }

        await target.ClearAsync(cancellationToken);
        var sums = new Dictionary<string, (long Rows, string Sha256)>(StringComparer.Ordinal);
        foreach (var table in target.Tables)
        {
            var total = await source.CountAsync(table, cancellationToken);
            using var sum = new TableSum();
            await target.WriteAsync(
                table, sum.AddAsync(source.ReadAsync(table, cancellationToken), rows => progress?.Invoke(table.Name, rows, total), cancellationToken), cancellationToken);
            sums.Add(table.Name, sum.End());
            if (table.HasSequence)
            {
                await target.WriteSequenceAsync(table, await source.ReadSequenceAsync(table, cancellationToken), cancellationToken);
            }
        }

        foreach (var (name, sum) in await SumAsync(target, cancellationToken))
        {
            if (sums[name] != sum)
            {
                throw XlinkException.InFile(
                    target.Location, line: null, nameof(Messages.TransferDiffers), XlinkErrorCategory.InvalidData, name, sums[name].Rows, sum.Rows);
            }
        }

        await target.CommitAsync(cancellationToken);
        return sums;
    }

    /// <summary>Rows and sums by table of what is there.</summary>
    internal static async Task<IReadOnlyDictionary<string, (long Rows, string Sha256)>> SumAsync(TransferDatabase database, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, (long Rows, string Sha256)>(StringComparer.Ordinal);
        foreach (var table in database.Tables)
        {
            using var sum = new TableSum();
            await foreach (var row in sum.AddAsync(database.ReadAsync(table, cancellationToken), progress: null, cancellationToken))
            {
                _ = row;
            }

            sums.Add(table.Name, sum.End());
        }

        return sums;
    }
}
