using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.Audit;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>The audit log.</summary>
internal static class AuditLogEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
        => api.MapGet("audit-log", GetAsync)
            .Needs(Access.Administer)
            .WithTags("Audit log")
            .WithSummary("Who has done what: the latest entries, the last one first.")
            .Refuses(StatusCodes.Status400BadRequest);

    private static Task<IReadOnlyList<WfmAuditEntry>> GetAsync(
        IWfmStore store,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null,
        string? user = null,
        string? action = null,
        long? before = null,
        int maximum = MaximumParameter.Default)
        => store.AuditLog.GetAsync(AuditFilter.Read(from, to, user, action, before), MaximumParameter.Check(maximum), cancellationToken);
}
