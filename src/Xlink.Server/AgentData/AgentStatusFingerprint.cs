using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Xlink.Server.Store.Sql;
using Xlink.Targets.Wfm;

namespace Xlink.Server.AgentData;

/// <summary>Tells whether two uploads have the same content, however their JSON was written. It never leaves the store of this server.</summary>
internal sealed class AgentStatusFingerprint(AgentStatusUpload upload) : IFingerprint
{
    // No upload of call data begins like that: its first number is a length.
    private const long Kind = -1;

    public byte[] Value { get; } = Of(upload);

    public bool IsOf(ReadOnlySpan<byte> stored) => stored.SequenceEqual(Value);

    /// <summary>SHA-256 over everything an upload says.</summary>
    private static byte[] Of(AgentStatusUpload upload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var day = upload.Day;
        Append(hash, [Kind, day.Year, day.Month, day.Day, upload.ExternalActivities.Count, upload.Activities.Count]);
        Append(hash, upload.ExternalSystem);
        foreach (var externalActivity in upload.ExternalActivities)
        {
            Append(hash, externalActivity.ExternalId);
            Append(hash, externalActivity.Description);
        }

        foreach (var activity in upload.Activities)
        {
            Append(hash, activity.AgentId);
            Append(hash, activity.ActivityId);
            Append(hash, [activity.Start.ToUnixTimeSeconds(), activity.End.ToUnixTimeSeconds()]);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        Append(hash, [text?.Length ?? -1]);
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<long> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
}
