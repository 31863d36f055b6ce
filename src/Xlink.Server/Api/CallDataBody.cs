using System;
using System.Buffers;
using System.IO;
using System.Linq;
using System.Net.Mime;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>The body of an upload of call data, in either of its forms. The upload refers to its bytes, which are somebody else's when it has been disposed.</summary>
internal sealed class CallDataBody : IDisposable
{
    /// <summary>The types it may have.</summary>
    internal static readonly string[] MediaTypes = [MediaTypeNames.Application.Json, DayVectorsFormat.MediaType];

    // What a client promises is not reserved for it before it comes.
    private const int FirstBuffer = 256 * 1024;

    private readonly byte[] rented;

    private CallDataBody(PackedUpload upload, byte[] rented)
    {
        Upload = upload;
        this.rented = rented;
    }

    /// <summary>The upload.</summary>
    internal PackedUpload Upload { get; }

    /// <summary>Reads it. Refused: <c>MediaTypeUnsupported</c>, <c>JsonInvalid</c>, <c>BodyInvalid</c>, <c>BodyTooLarge</c>.</summary>
    internal static async Task<CallDataBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(DayVectorsFormat.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return await ReadBytesAsync(request, cancellationToken);
        }

        if (!request.HasJsonContentType())
        {
            throw Refusal.MediaTypeUnsupported();
        }

        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false)
        {
            throw Empty();
        }

        try
        {
            return new(Pack(await request.ReadFromJsonAsync<CallDataUpload>(cancellationToken) ?? throw Empty()), []);
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException(exception.Message, exception);
        }
    }

    public void Dispose()
    {
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static PackedUpload Pack(CallDataUpload upload)
        => upload.Vectors.Any(vector => vector is null) ? throw Refusal.JsonInvalid("a vector is null.") : PackedUpload.Of(upload);

    private static async Task<CallDataBody> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }

            return new(DayVectorsFormat.ReadPacked(buffer.AsMemory(0, length), MaximumValues(request)), buffer);
        }
        catch (Exception exception)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (exception is InvalidDataException invalid)
            {
                throw Refusal.BodyInvalid(invalid.Message);
            }

            throw;
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    // As many as JSON can say in a body of the greatest length.
    private static int MaximumValues(HttpRequest request)
        => (int)Math.Min(int.MaxValue, (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? long.MaxValue) / 2);

    private static RefusedException Empty() => Refusal.BodyInvalid("it is empty or breaks off.");
}
