using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Targets.Wfm;

/// <summary>A <see cref="CallDataUpload"/> whose values are as they travel.</summary>
/// <param name="ExternalSystem">Name of the external system.</param>
/// <param name="WriteAlways">Whether intervals without data overwrite stored values with 0.</param>
/// <param name="Vectors">The day vectors.</param>
/// <param name="Bytes">The vectors one after the other as <see cref="DayVectorsFormat.Write"/> writes them, if they came so; otherwise empty.</param>
internal sealed record PackedUpload(string ExternalSystem, bool WriteAlways, IReadOnlyList<PackedDayVector> Vectors, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Packs an upload, none of whose vectors is <see langword="null"/>.</summary>
    internal static PackedUpload Of(CallDataUpload upload)
        => new(upload.ExternalSystem, upload.WriteAlways, [.. upload.Vectors.Select(PackedDayVector.Of)], default);

    /// <summary>Whether each vector has a greater key than the one before, so that none comes twice.</summary>
    internal bool IsInOrder()
    {
        for (var i = 1; i < Vectors.Count; i++)
        {
            if (Vectors[i - 1].Key.CompareTo(Vectors[i].Key) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The vectors in the order of their keys.</summary>
    internal IReadOnlyList<PackedDayVector> InOrder() => IsInOrder() ? Vectors : [.. Vectors.OrderBy(vector => vector.Key)];
}
