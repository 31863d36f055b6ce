using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Targets;

/// <summary>A WFM server as the target of an import.</summary>
public sealed class WfmImportTarget : IImportTarget
{
    private readonly WfmServerClient client;

    private WfmImportTarget(WfmServerClient client, IReadOnlyList<WfmQueue> queues, IReadOnlyList<WfmExternalSystem> externalSystems)
    {
        this.client = client;
        Queues = queues;
        ExternalSystems = externalSystems;
        TimeZone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(client.Info.TimeZone)
            ?? throw XlinkException.Create(nameof(Messages.ServerTimeZoneUnknown), XlinkErrorCategory.InvalidData, client.Url, client.Info.TimeZone);
    }

    /// <inheritdoc/>
    public DateTimeZone TimeZone { get; }

    /// <inheritdoc/>
    public IReadOnlyList<WfmQueue> Queues { get; }

    /// <inheritdoc/>
    public IReadOnlyList<WfmExternalSystem> ExternalSystems { get; }

    /// <summary>Logs in and reads what the server has.</summary>
    /// <param name="login">How to log in.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The target.</returns>
    public static async Task<WfmImportTarget> ConnectAsync(ServerLogin login, CancellationToken cancellationToken)
    {
        var connected = await login.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (connected.Beginning is { } known)
            {
                return new WfmImportTarget(connected, known.Queues, known.ExternalSystems);
            }

            var queues = connected.GetQueuesAsync(cancellationToken);
            var externalSystems = connected.GetExternalSystemsAsync(cancellationToken);
            await Task.WhenAll(queues, externalSystems).ConfigureAwait(false);
            return new WfmImportTarget(connected, await queues.ConfigureAwait(false), await externalSystems.ConfigureAwait(false));
        }
        catch
        {
            connected.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DayVector>> ReadAsync(int queueId, LocalDate first, LocalDate last, CancellationToken cancellationToken)
        => client.GetDayVectorsAsync(queueId, valueTypeId: null, first, last, DayVector.ActualVersion, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WfmEmployee>> GetEmployeesAsync(CancellationToken cancellationToken) => client.GetEmployeesAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WfmActivity>> GetActivitiesAsync(CancellationToken cancellationToken) => client.GetActivitiesAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<CallDataReceipt> WriteAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken)
        => client.UploadCallDataAsync(upload, idempotencyKey, cancellationToken);

    /// <inheritdoc/>
    public Task<AgentStatusReceipt> WriteAsync(AgentStatusUpload upload, string idempotencyKey, CancellationToken cancellationToken)
        => client.UploadAgentStatusAsync(upload, idempotencyKey, cancellationToken);

    /// <inheritdoc/>
    public Task ReportAsync(WfmImportRun run, CancellationToken cancellationToken) => client.ReportImportRunAsync(run, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
