using System;
using System.Buffers;
using System.IO;
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

/// <summary>The body of an upload of call data, in either of its forms.</summary>
internal static class CallDataBody
{
    /// <summary>The types it may have.</summary>
    internal static readonly string[] MediaTypes = [MediaTypeNames.Application.Json, DayVectorsFormat.MediaType];

    // What a client promises is not reserved for it before it comes.
    private const int FirstBuffer = 256 * 1024;

    /// <summary>Reads it. Refused: <c>MediaTypeUnsupported</c>, <c>JsonInvalid</c>, <c>BodyInvalid</c>, <c>BodyTooLarge</c>.</summary>
    internal static async Task<CallDataUpload> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
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
            return await request.ReadFromJsonAsync<CallDataUpload>(cancellationToken) ?? throw Empty();
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException(exception.Message, exception);
        }
    }

    private static async Task<CallDataUpload> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
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

            try
            {
                return DayVectorsFormat.Read(buffer.AsSpan(0, length), MaximumValues(request));
            }
            catch (InvalidDataException exception)
            {
                throw Refusal.BodyInvalid(exception.Message);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
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
