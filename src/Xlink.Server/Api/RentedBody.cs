using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Xlink.Server.Api;

/// <summary>The bytes of a body, which are somebody else's when it has been disposed.</summary>
internal sealed class RentedBody : IDisposable
{
    // What a client promises is not reserved for it before it comes.
    private const int FirstBuffer = 256 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int length;

    private RentedBody()
    {
    }

    /// <summary>The bytes.</summary>
    internal ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    /// <summary>Whether a body says that it is of a type.</summary>
    internal static bool IsOf(HttpRequest request, string mediaType)
        => MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many values it may mean: as many as JSON can say in a body of the greatest length.</summary>
    internal static int MaximumValues(HttpRequest request)
        => (int)Math.Min(int.MaxValue, (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? long.MaxValue) / 2);

    /// <summary>Reads a body and what it says. Refused: <c>BodyInvalid</c>, <c>BodyTooLarge</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parse">Takes it apart, and keeps it for its bytes; whoever gets the result disposes of it. Throws <see cref="InvalidDataException"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static async Task<T> ReadAsync<T>(HttpRequest request, Func<RentedBody, T> parse, CancellationToken cancellationToken)
    {
        var body = new RentedBody();
        try
        {
            await body.ReadAsync(request.Body, cancellationToken);
            return parse(body);
        }
        catch (Exception exception)
        {
            body.Dispose();
            if (exception is InvalidDataException invalid)
            {
                throw Refusal.BodyInvalid(invalid.Message);
            }

            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        (buffer, length) = ([], 0);
    }

    private async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
    }
}
