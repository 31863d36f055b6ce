using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;

namespace Xlink.Targets.Wfm;

/// <summary>A body whose bytes stand in several places.</summary>
internal sealed class PiecesContent : HttpContent
{
    private readonly IReadOnlyList<ArraySegment<byte>> pieces;

    internal PiecesContent(IReadOnlyList<ArraySegment<byte>> pieces, string mediaType)
    {
        this.pieces = pieces;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(piece.Array!, piece.Offset, piece.Count).ConfigureAwait(false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = pieces.Sum(piece => (long)piece.Count);
        return true;
    }
}
