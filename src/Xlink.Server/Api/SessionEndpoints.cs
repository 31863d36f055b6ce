using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>What a session begins with, in one answer.</summary>
internal static class SessionEndpoints
{
    // The queues of one store mostly: the list is the same object until they change.
    private static volatile QueuesDigest? known;

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
        => api.MapGet("session", GetAsync)
            .WithTags("Tokens")
            .WithSummary("The server, whose the token of the request is, all queues and all external systems; 304 if it is still what the client knows.")
            .Produces<WfmSession>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> GetAsync(HttpContext context, WfmServerInfo server, IWfmStore store, CancellationToken cancellationToken)
    {
        var session = new WfmSession
        {
            Server = server,
            User = context.Features.GetRequiredFeature<WfmUser>(),
            Queues = await store.Queues.GetAllAsync(cancellationToken),
            ExternalSystems = await store.ExternalSystems.GetAllAsync(cancellationToken),
        };
        var tag = TagOf(session);
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch.Contains(tag, StringComparer.Ordinal)
            ? (IResult)TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(session, WfmJson.Default.WfmSession);
    }

    /// <summary>A tag made from all that the answer says, so that it holds on every server of a store and after a restart.</summary>
    private static string TagOf(WfmSession session)
    {
        var digest = known;
        if (digest is null || !ReferenceEquals(digest.Queues, session.Queues))
        {
            known = digest = new(session.Queues, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(session.Queues, WfmJson.Default.IReadOnlyListWfmQueue)));
        }

        var rest = JsonSerializer.SerializeToUtf8Bytes(session with { Queues = [] }, WfmJson.Default.WfmSession);
        return '"' + Convert.ToHexString(SHA256.HashData([.. digest.Hash, .. rest])) + '"';
    }

    private sealed record QueuesDigest(IReadOnlyList<WfmQueue> Queues, byte[] Hash);
}
