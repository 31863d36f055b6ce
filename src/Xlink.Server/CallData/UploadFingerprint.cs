using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Xlink.Server.Store.Sql;
using Xlink.Targets.Wfm;

namespace Xlink.Server.CallData;

/// <summary>
/// Tells whether two uploads have the same content, however they were written. It never leaves the store of this server. There are two forms: over the values as they
/// travel, and over the values one by one, which servers from before version 5 of the tables have written and those on PostgreSQL still write, since one of them may be older.
/// </summary>
internal sealed class UploadFingerprint(PackedUpload upload, bool ofValues) : IFingerprint
{
    // So that nothing of one form looks like something of the other.
    private const int PackedForm = 2;

    public byte[] Value { get; } = Of(upload, ofValues);

    public bool IsOf(ReadOnlySpan<byte> stored) => stored.SequenceEqual(Value) || stored.SequenceEqual(Of(upload, !ofValues));

    /// <summary>SHA-256 over everything an upload says.</summary>
    private static byte[] Of(PackedUpload upload, bool ofValues)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var name = Encoding.UTF8.GetBytes(upload.ExternalSystem);
        Append(hash, [name.Length, (upload.WriteAlways ? 1 : 0) + (ofValues ? 0 : PackedForm), upload.Vectors.Count]);
        hash.AppendData(name);
        if (ofValues)
        {
            AppendValues(hash, upload);
        }
        else if (!upload.Bytes.IsEmpty)
        {
            hash.AppendData(upload.Bytes.Span);
        }
        else
        {
            AppendPacked(hash, upload);
        }

        return hash.GetHashAndReset();
    }

    private static void AppendPacked(IncrementalHash hash, PackedUpload upload)
    {
        Span<byte> header = stackalloc byte[PackedDayVector.HeaderLength];
        foreach (var vector in upload.Vectors)
        {
            PackedDayVector.WriteHeader(header, vector.QueueId, vector.ValueTypeId, vector.Version, vector.Day, vector.IntervalMinutes, vector.Count);
            hash.AppendData(header);
            hash.AppendData(vector.Packed.Span);
        }
    }

    private static void AppendValues(IncrementalHash hash, PackedUpload upload)
    {
        foreach (var vector in upload.Vectors)
        {
            var day = vector.Day;
            Append(hash, [vector.QueueId, vector.ValueTypeId, vector.Version, day.Year, day.Month, day.Day, vector.IntervalMinutes, vector.Count]);
            Append(hash, vector.Values);
        }
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<int> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
}
