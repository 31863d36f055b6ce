using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Server.Store.Transfer;

/// <summary>Count and SHA-256 of the rows of a table in their order. Each value counts with its kind and its length, so that no two tables look alike.</summary>
internal sealed class TableSum : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Rows so far.</summary>
    internal long Rows { get; private set; }

    /// <summary>Ends the sum.</summary>
    internal (long Rows, string Sha256) End() => (Rows, Convert.ToHexStringLower(hash.GetHashAndReset()));

    /// <summary>Passes rows on and adds them.</summary>
    internal async IAsyncEnumerable<object?[]> AddAsync(
        IAsyncEnumerable<object?[]> rows, Action<long>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            Add(row);
            if (Rows % 1000 == 0)
            {
                progress?.Invoke(Rows);
            }

            yield return row;
        }

        progress?.Invoke(Rows);
    }

    public void Dispose() => hash.Dispose();

    private void Add(object?[] row)
    {
        Rows++;
        foreach (var value in row)
        {
            switch (value)
            {
                case null:
                    Append((byte)'n', []);
                    break;
                case long number:
                    Append((byte)'i', Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
                    break;
                case string text:
                    Append((byte)'t', Encoding.UTF8.GetBytes(text));
                    break;
                default:
                    Append((byte)'b', (byte[])value);
                    break;
            }
        }
    }

    private void Append(byte kind, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        hash.AppendData(head);
        hash.AppendData(bytes);
    }
}
