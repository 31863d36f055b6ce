using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Xlink.Targets.Wfm;

namespace Xlink.Server.CallData;

/// <summary>Tells whether two uploads have the same content, however their JSON was written. It never leaves the store of this server.</summary>
internal static class UploadFingerprint
{
    /// <summary>SHA-256 over everything an upload says.</summary>
    internal static byte[] Of(CallDataUpload upload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var name = Encoding.UTF8.GetBytes(upload.ExternalSystem);
        Append(hash, [name.Length, upload.WriteAlways ? 1 : 0, upload.Vectors.Count]);
        hash.AppendData(name);
        foreach (var vector in upload.Vectors)
        {
            var day = vector.Day;
            Append(hash, [vector.QueueId, vector.ValueTypeId, vector.Version, day.Year, day.Month, day.Day, vector.IntervalMinutes, vector.Values.Length]);
            Append(hash, vector.Values);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<int> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
}
