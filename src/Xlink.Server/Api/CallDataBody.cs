using System;
using System.Linq;
using System.Net.Mime;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>The body of an upload of call data, in either of its forms. The upload refers to its bytes, which are somebody else's when it has been disposed.</summary>
internal sealed class CallDataBody : IDisposable
{
    /// <summary>The types it may have.</summary>
    internal static readonly string[] MediaTypes = [MediaTypeNames.Application.Json, DayVectorsFormat.MediaType];

    private readonly RentedBody? bytes;

    private CallDataBody(PackedUpload upload, RentedBody? bytes)
    {
        Upload = upload;
        this.bytes = bytes;
    }

    /// <summary>The upload.</summary>
    internal PackedUpload Upload { get; }

    /// <summary>Reads it. Refused: <c>MediaTypeUnsupported</c>, <c>JsonInvalid</c>, <c>BodyInvalid</c>, <c>BodyTooLarge</c>.</summary>
    internal static async Task<CallDataBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (RentedBody.IsOf(request, DayVectorsFormat.MediaType))
        {
            return await RentedBody.ReadAsync(
                request, body => new CallDataBody(DayVectorsFormat.ReadPacked(body.Memory, RentedBody.MaximumValues(request)), body), cancellationToken);
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
            return new(Pack(await request.ReadFromJsonAsync<CallDataUpload>(cancellationToken) ?? throw Empty()), bytes: null);
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException(exception.Message, exception);
        }
    }

    public void Dispose() => bytes?.Dispose();

    private static PackedUpload Pack(CallDataUpload upload)
        => upload.Vectors.Any(vector => vector is null) ? throw Refusal.JsonInvalid("a vector is null.") : PackedUpload.Of(upload);

    private static RefusedException Empty() => Refusal.BodyInvalid("it is empty or breaks off.");
}
