using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>The body of several uploads of call data, which refer to its bytes.</summary>
internal sealed class CallDataBatchBody : IDisposable
{
    private readonly RentedBody bytes;

    private CallDataBatchBody(IReadOnlyList<KeyedUpload> uploads, RentedBody bytes)
    {
        Uploads = uploads;
        this.bytes = bytes;
    }

    /// <summary>The uploads.</summary>
    internal IReadOnlyList<KeyedUpload> Uploads { get; }

    /// <summary>Reads it. Refused: <c>MediaTypeUnsupported</c>, <c>BodyInvalid</c>, <c>BodyTooLarge</c>.</summary>
    internal static Task<CallDataBatchBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
        => RentedBody.IsOf(request, CallDataBatchFormat.MediaType)
            ? RentedBody.ReadAsync(
                request, body => new CallDataBatchBody(CallDataBatchFormat.Read(body.Memory, RentedBody.MaximumValues(request)), body), cancellationToken)
            : throw Refusal.MediaTypeUnsupported();

    public void Dispose() => bytes.Dispose();
}
