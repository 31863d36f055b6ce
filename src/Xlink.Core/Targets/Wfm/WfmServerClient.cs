using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using NodaTime.Text;
using Xlink.Credentials;

namespace Xlink.Targets.Wfm;

/// <summary>
/// A session with a WFM server. It logs in again by itself, once per request, when its token has ended. All methods may be called from several threads.
/// </summary>
/// <remarks>
/// Errors of every method: <c>ServerNotReachable</c>, <c>ServerNameNotFound</c>, <c>ServerCertificateInvalid</c>, <c>ServerTlsFailed</c>,
/// <c>NotAnXlinkServer</c>, <c>ServerBusy</c> (still, after the patience of <see cref="WfmConnectionOptions"/>), <c>LoginDelayed</c> (too many wrong logins
/// from this computer), <c>LoginRefused</c> (the user was locked or changed meanwhile), and <c>ServerRefused</c> with the server's code and
/// detail in the message and the code in <see cref="Exception.Data"/> under <see cref="ServerCodeKey"/>.
/// </remarks>
public sealed class WfmServerClient : IDisposable
{
    /// <summary>Key of the server's code in the <see cref="Exception.Data"/> of a <c>ServerRefused</c>, for example <c>QueueExists</c>.</summary>
    public const string ServerCodeKey = "ServerCode";

    // The server gives out a year of a queue at once.
    private const int DaysPerRequest = 366;

    private const int AgentDaysPerRequest = 31;
    private const int EntriesPerRequest = 1000;

    private readonly WfmLogin login;
    private readonly UploadQueue uploads;
    private volatile bool takesOnlyJson;
    private volatile bool takesNoBatches;

    private WfmServerClient(WfmLogin login)
    {
        this.login = login;
        uploads = new(UploadAsync);
    }

    /// <summary>The server.</summary>
    public ServerUrl Url => login.Url;

    /// <summary>What the server said of itself.</summary>
    public WfmServerInfo Info => login.Server;

    /// <summary>Who is logged in.</summary>
    public WfmUser User => login.Session.User;

    /// <summary>When the present token ends.</summary>
    public DateTimeOffset Expires => login.Session.Expires;

    /// <summary>What the server said when the session began; <see langword="null"/> if it has to be asked one by one.</summary>
    internal WfmSession? Beginning => login.Beginning;

    /// <summary>Asks a server who it is; needs no login.</summary>
    /// <param name="url">The server.</param>
    /// <param name="options">Time-out and pinned certificate; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Product, version and time zone.</returns>
    public static async Task<WfmServerInfo> GetInfoAsync(ServerUrl url, WfmConnectionOptions? options, CancellationToken cancellationToken)
    {
        using var anonymous = new WfmConnection(url, options);
        return await anonymous.GetInfoAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Logs in.</summary>
    /// <param name="url">The server.</param>
    /// <param name="login">User name or e-mail address.</param>
    /// <param name="password">The password; it is copied and stays the caller's.</param>
    /// <param name="options">Time-out and pinned certificate; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The session.</returns>
    /// <exception cref="XlinkException"><c>LoginRefused</c>: unknown user, wrong password or locked user; the server does not say which.</exception>
    public static Task<WfmServerClient> LoginAsync(
        ServerUrl url, string login, Secret password, WfmConnectionOptions? options, CancellationToken cancellationToken)
        => LoginAsync(new(url, login, password, options, Account: null), cancellationToken);

    /// <summary>Logs in, and keeps the login of an account for <see cref="ConnectAsync"/>.</summary>
    internal static async Task<WfmServerClient> LoginAsync(WfmCredential credential, CancellationToken cancellationToken)
        => new(await WfmLogin.OpenAsync(credential, cancellationToken).ConfigureAwait(false));

    /// <summary>Goes on with a login that is kept, if the server still takes it; logs in otherwise.</summary>
    internal static async Task<WfmServerClient> ConnectAsync(WfmCredential credential, CancellationToken cancellationToken)
        => new(await WfmLogin.ContinueAsync(credential, connections: null, cancellationToken).ConfigureAwait(false));

    /// <summary>As <see cref="ConnectAsync"/>, for an import: with one request for all that it begins with, over a connection that may be open already.</summary>
    /// <returns>The client; <see cref="Beginning"/> is there if the server could be asked so.</returns>
    internal static async Task<WfmServerClient> BeginAsync(WfmCredential credential, CancellationToken cancellationToken)
        => new(await WfmLogin.ContinueAsync(credential, KeptConnections.OfProcess, cancellationToken).ConfigureAwait(false));

    /// <summary>Ends the session on the server. The client cannot be used afterwards.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task LogoutAsync(CancellationToken cancellationToken) => login.LogoutAsync(cancellationToken);

    /// <summary>How the server and its data are. Needs admin access.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmServerStatus> GetStatusAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/status", WfmJson.Answers.WfmServerStatus, cancellationToken);

    /// <summary>How long the server keeps data. Needs admin access.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmRetention> GetRetentionAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/retention", WfmJson.Answers.WfmRetention, cancellationToken);

    /// <summary>Says how long the server keeps something. Needs admin access.</summary>
    /// <param name="change">What, and how long.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmRetention> SetRetentionAsync(RetentionChange change, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Put, "api/v1/retention", change, WfmJson.Default.RetentionChange, WfmJson.Answers.WfmRetention, cancellationToken);

    /// <summary>Counts what the server keeps no longer. Needs admin access.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmRetentionResult> GetExpiredAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/retention/expired", WfmJson.Answers.WfmRetentionResult, cancellationToken);

    /// <summary>Deletes at once what the server keeps no longer. Needs admin access.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<WfmRetentionResult> DeleteExpiredAsync(CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Delete, "api/v1/retention/expired", WfmConnection.NoContent, idempotencyKey: null, WfmJson.Answers.WfmRetentionResult, cancellationToken);

    /// <summary>All users. Needs admin access.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmUser>> GetUsersAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/users", WfmJson.Answers.IReadOnlyListWfmUser, cancellationToken);

    /// <summary>Creates a user. Needs admin access.</summary>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmUser> CreateUserAsync(NewUser user, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Post, "api/v1/users", user, WfmJson.Default.NewUser, WfmJson.Answers.WfmUser, cancellationToken);

    /// <summary>Changes a user. Needs admin access.</summary>
    /// <param name="id">The user.</param>
    /// <param name="change">What is to change.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmUser> ChangeUserAsync(int id, UserChange change, CancellationToken cancellationToken)
        => login.SendAsync(WfmConnection.Patch, "api/v1/users/" + Text(id), change, WfmJson.Default.UserChange, WfmJson.Answers.WfmUser, cancellationToken);

    /// <summary>Unlocks a user after too many wrong logins. Needs admin access.</summary>
    /// <param name="id">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmUser> UnlockUserAsync(int id, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Post, "api/v1/users/" + Text(id) + "/unlock", WfmConnection.NoContent, idempotencyKey: null, WfmJson.Answers.WfmUser, cancellationToken);

    /// <summary>Deletes a user. Needs admin access.</summary>
    /// <param name="id">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteUserAsync(int id, CancellationToken cancellationToken) => login.DeleteAsync("api/v1/users/" + Text(id), cancellationToken);

    /// <summary>Logins of this session's user that count.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmToken>> GetTokensAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/tokens", WfmJson.Answers.IReadOnlyListWfmToken, cancellationToken);

    /// <summary>Logins of a user that count. Needs admin access.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmToken>> GetTokensAsync(int userId, CancellationToken cancellationToken)
        => login.GetAsync("api/v1/users/" + Text(userId) + "/tokens", WfmJson.Answers.IReadOnlyListWfmToken, cancellationToken);

    /// <summary>Ends a login. Needs admin access if it is not one's own.</summary>
    /// <param name="id">ID of the token.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RevokeTokenAsync(long id, CancellationToken cancellationToken)
        => login.DeleteAsync("api/v1/tokens/" + id.ToString(CultureInfo.InvariantCulture), cancellationToken);

    /// <summary>Ends every login of a user. Needs admin access.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RevokeTokensAsync(int userId, CancellationToken cancellationToken) => login.DeleteAsync("api/v1/users/" + Text(userId) + "/tokens", cancellationToken);

    /// <summary>The latest entries of the audit log, the last one first. Needs admin access.</summary>
    /// <param name="from">The first moment, or <see langword="null"/>.</param>
    /// <param name="to">The moment before which they are, or <see langword="null"/>.</param>
    /// <param name="user">Login of the user, whatever the case, or <see langword="null"/>.</param>
    /// <param name="action">What was done, or <see langword="null"/>.</param>
    /// <param name="maximum">How many at most.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmAuditEntry>> GetAuditLogAsync(
        DateTimeOffset? from, DateTimeOffset? to, string? user, string? action, int maximum, CancellationToken cancellationToken)
        => GetLatestAsync(
            "api/v1/audit-log",
            Parameter("from", from is { } first ? Text(first) : null) + Parameter("to", to is { } last ? Text(last) : null) + Parameter("user", user) + Parameter("action", action),
            maximum,
            WfmJson.Answers.IReadOnlyListWfmAuditEntry,
            entry => entry.Id,
            cancellationToken);

    /// <summary>All queues, each behind the queue above it.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmQueue>> GetQueuesAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/queues", WfmJson.Answers.IReadOnlyListWfmQueue, cancellationToken);

    /// <summary>Creates a queue. Needs admin access.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmQueue> CreateQueueAsync(NewQueue queue, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Post, "api/v1/queues", queue, WfmJson.Default.NewQueue, WfmJson.Answers.WfmQueue, cancellationToken);

    /// <summary>Deletes a queue. Needs admin access.</summary>
    /// <param name="id">The queue.</param>
    /// <param name="recurse">Whether the queues below it and all stored values go with it; otherwise a queue that has some is kept (<c>QueueNotEmpty</c>).</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteQueueAsync(int id, bool recurse, CancellationToken cancellationToken)
        => login.DeleteAsync("api/v1/queues/" + Text(id) + (recurse ? "?recurse=true" : string.Empty), cancellationToken);

    /// <summary>All value types.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmValueType>> GetValueTypesAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/value-types", WfmJson.Answers.IReadOnlyListWfmValueType, cancellationToken);

    /// <summary>All external systems.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmExternalSystem>> GetExternalSystemsAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/external-systems", WfmJson.Answers.IReadOnlyListWfmExternalSystem, cancellationToken);

    /// <summary>
    /// Creates an external system. One of the same name that was deleted is the same again, with its employees' external IDs and its external
    /// activities [our reading]. Needs admin access.
    /// </summary>
    /// <param name="system">The external system; its ID does not count.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmExternalSystem> CreateExternalSystemAsync(WfmExternalSystem system, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Post, "api/v1/external-systems", system, WfmJson.Default.WfmExternalSystem, WfmJson.Answers.WfmExternalSystem, cancellationToken);

    /// <summary>
    /// Deletes an external system. What it delivered stays, and so do its employees' external IDs and its external activities [our reading]. Needs admin
    /// access.
    /// </summary>
    /// <param name="id">The external system.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteExternalSystemAsync(int id, CancellationToken cancellationToken) => login.DeleteAsync("api/v1/external-systems/" + Text(id), cancellationToken);

    /// <summary>Stores the call data of one external system and day, wholly or not at all. Needs admin access or the group <c>System</c>.</summary>
    /// <param name="upload">The call data.</param>
    /// <param name="idempotencyKey">
    /// Names this upload, 1 to 200 printable ASCII characters. Whoever does not know whether it arrived sends it again under the same key and gets the first receipt.
    /// </param>
    /// <param name="cancellationToken">Ends the request; the upload may then have arrived or not.</param>
    /// <returns>What the server stored.</returns>
    public Task<CallDataReceipt> UploadCallDataAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken)
        => takesOnlyJson || upload.Vectors.Any(vector => vector.Values.Length > DayVectorsFormat.MaximumValues)
            ? UploadJsonAsync(upload, idempotencyKey, cancellationToken)
            : UploadBytesAsync(DayVectorsFormat.Write(upload), idempotencyKey, cancellationToken);

    /// <summary>Reports an import run that has ended. The same <see cref="WfmImportRun.RunId"/> again is kept once.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The run as the server keeps it, with its ID.</returns>
    public Task<WfmImportRun> ReportImportRunAsync(WfmImportRun run, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Post, "api/v1/import-runs", run, WfmJson.Default.WfmImportRun, WfmJson.Answers.WfmImportRun, cancellationToken);

    /// <summary>The latest import runs, the last one first.</summary>
    /// <param name="externalSystem">Only those of this external system; <see langword="null"/> for all.</param>
    /// <param name="outcome">Only those that ended this way; <see langword="null"/> for all.</param>
    /// <param name="maximum">At most how many, from 1; the server gives out at most 1000 at once, this method asks as often as needed.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmImportRun>> GetImportRunsAsync(
        string? externalSystem, ImportRunOutcome? outcome, int maximum, CancellationToken cancellationToken)
        => GetLatestAsync(
            "api/v1/import-runs",
            Parameter("externalSystem", externalSystem) + Parameter("outcome", outcome?.ToString()),
            maximum,
            WfmJson.Answers.IReadOnlyListWfmImportRun,
            run => run.Id,
            cancellationToken);

    /// <summary>Reads stored values back, for callers that do without NodaTime.</summary>
    /// <param name="queueId">The queue.</param>
    /// <param name="valueTypeId">The value type; <see langword="null"/> for all of the queue.</param>
    /// <param name="from">The first day; its time does not count.</param>
    /// <param name="days">Number of days.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The imported day vectors by day and value type; days without values are missing.</returns>
    public Task<IReadOnlyList<DayVector>> GetDayVectorsAsync(int queueId, int? valueTypeId, DateTime from, int days, CancellationToken cancellationToken)
    {
        var first = LocalDate.FromDateTime(from);
        return GetDayVectorsAsync(queueId, valueTypeId, first, first.PlusDays(days - 1), DayVector.ActualVersion, cancellationToken);
    }

    /// <summary>The days that have imported values.</summary>
    /// <param name="queueId">The queue.</param>
    /// <param name="from">The first day; its time does not count.</param>
    /// <param name="days">Number of days.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The days at midnight, in order.</returns>
    public async Task<IReadOnlyList<DateTime>> GetDaysWithValuesAsync(int queueId, DateTime from, int days, CancellationToken cancellationToken)
    {
        var vectors = await GetDayVectorsAsync(queueId, valueTypeId: null, from, days, cancellationToken).ConfigureAwait(false);
        return [.. vectors.Select(vector => vector.Day.ToDateTimeUnspecified()).Distinct().OrderBy(day => day)];
    }

    /// <summary>Reads stored values back.</summary>
    /// <param name="queueId">The queue.</param>
    /// <param name="valueTypeId">The value type; <see langword="null"/> for all of the queue.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="version">Version of the values; <see cref="DayVector.ActualVersion"/> are the imported ones.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The stored day vectors by day and value type; days without values are missing.</returns>
    public Task<IReadOnlyList<DayVector>> GetDayVectorsAsync(
        int queueId, int? valueTypeId, LocalDate from, LocalDate to, int version, CancellationToken cancellationToken)
        => GetDaysAsync(
            "api/v1/day-vectors",
            Parameter("queueId", Text(queueId)) + Parameter("version", Text(version)) + Parameter("valueTypeId", valueTypeId is { } type ? Text(type) : null),
            from,
            to,
            DaysPerRequest,
            WfmJson.Answers.IReadOnlyListDayVector,
            cancellationToken);

    /// <summary>All employees by name.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmEmployee>> GetEmployeesAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/employees", WfmJson.Answers.IReadOnlyListWfmEmployee, cancellationToken);

    /// <summary>Creates an employee. Needs admin access.</summary>
    /// <param name="employee">The employee; its ID does not count.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmEmployee> CreateEmployeeAsync(WfmEmployee employee, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Post, "api/v1/employees", employee, WfmJson.Default.WfmEmployee, WfmJson.Answers.WfmEmployee, cancellationToken);

    /// <summary>Deletes an employee with all stored activities. Needs admin access.</summary>
    /// <param name="id">The employee.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteEmployeeAsync(int id, CancellationToken cancellationToken) => login.DeleteAsync("api/v1/employees/" + Text(id), cancellationToken);

    /// <summary>Gives an employee an external ID. Needs admin access.</summary>
    /// <param name="id">The employee.</param>
    /// <param name="externalId">The external ID; refused if it belongs to another employee (<c>ExternalIdTaken</c>).</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The employee.</returns>
    public Task<WfmEmployee> AddEmployeeIdAsync(int id, EmployeeExternalId externalId, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Post, "api/v1/employees/" + Text(id) + "/external-ids", externalId, WfmJson.Default.EmployeeExternalId, WfmJson.Answers.WfmEmployee, cancellationToken);

    /// <summary>Takes an external ID from an employee; what is stored stays. Needs admin access.</summary>
    /// <param name="id">The employee.</param>
    /// <param name="externalId">The external ID.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveEmployeeIdAsync(int id, EmployeeExternalId externalId, CancellationToken cancellationToken)
        => login.DeleteAsync(
            "api/v1/employees/" + Text(id) + "/external-ids?externalSystem=" + Uri.EscapeDataString(externalId.ExternalSystem)
                + "&externalId=" + Uri.EscapeDataString(externalId.ExternalId),
            cancellationToken);

    /// <summary>All activities by ID; <see cref="WfmActivity.PresentId"/> is always there.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<WfmActivity>> GetActivitiesAsync(CancellationToken cancellationToken)
        => login.GetAsync("api/v1/activities", WfmJson.Answers.IReadOnlyListWfmActivity, cancellationToken);

    /// <summary>Creates an activity. Needs admin access.</summary>
    /// <param name="activity">The activity; its ID does not count.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WfmActivity> CreateActivityAsync(WfmActivity activity, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Post, "api/v1/activities", activity, WfmJson.Default.WfmActivity, WfmJson.Answers.WfmActivity, cancellationToken);

    /// <summary>Deletes an activity; its external activities and what is stored go to <see cref="WfmActivity.PresentId"/>, which cannot be deleted. Needs admin access.</summary>
    /// <param name="id">The activity.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteActivityAsync(int id, CancellationToken cancellationToken) => login.DeleteAsync("api/v1/activities/" + Text(id), cancellationToken);

    /// <summary>Maps an external activity to an activity, taking it from the one it was mapped to before, for what is stored too [our reading]. Needs admin access.</summary>
    /// <param name="id">The activity.</param>
    /// <param name="externalActivity">The external activity.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The activity.</returns>
    public Task<WfmActivity> MapActivityAsync(int id, ExternalActivity externalActivity, CancellationToken cancellationToken)
        => login.SendAsync(HttpMethod.Post, "api/v1/activities/" + Text(id) + "/external-activities", externalActivity, WfmJson.Default.ExternalActivity, WfmJson.Answers.WfmActivity, cancellationToken);

    /// <summary>Takes an external activity from an activity: it is forgotten until it is imported again, and then lands in <see cref="WfmActivity.PresentId"/>, as which what is stored is read. Needs admin access.</summary>
    /// <param name="id">The activity.</param>
    /// <param name="externalActivity">The external activity; its description does not count.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task UnmapActivityAsync(int id, ExternalActivity externalActivity, CancellationToken cancellationToken)
        => login.DeleteAsync(
            "api/v1/activities/" + Text(id) + "/external-activities?externalSystem=" + Uri.EscapeDataString(externalActivity.ExternalSystem)
                + "&externalId=" + Uri.EscapeDataString(externalActivity.ExternalId),
            cancellationToken);

    /// <summary>Stores the agent data of one external system and day, wholly or not at all, in place of what was stored. Needs admin access or the group <c>System</c>.</summary>
    /// <param name="upload">The agent data.</param>
    /// <param name="idempotencyKey">Names this upload; see <see cref="UploadCallDataAsync"/>.</param>
    /// <param name="cancellationToken">Ends the request; the upload may then have arrived or not.</param>
    /// <returns>What the server stored, and whom it does not know.</returns>
    public Task<AgentStatusReceipt> UploadAgentStatusAsync(AgentStatusUpload upload, string idempotencyKey, CancellationToken cancellationToken)
        => login.SendAsync(
            HttpMethod.Post,
            "api/v1/agent-status",
            () => WfmConnection.CompressedJson(upload, WfmJson.Default.AgentStatusUpload),
            idempotencyKey,
            WfmJson.Answers.AgentStatusReceipt,
            cancellationToken);

    /// <summary>Reads stored activities back, for callers that do without NodaTime.</summary>
    /// <param name="employeeId">The employee; <see langword="null"/> for all.</param>
    /// <param name="from">The first day; its time does not count.</param>
    /// <param name="days">Number of days.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The activities by employee and start within each answer, cut at midnight.</returns>
    public Task<IReadOnlyList<WfmAgentStatus>> GetAgentStatusAsync(int? employeeId, DateTime from, int days, CancellationToken cancellationToken)
    {
        var first = LocalDate.FromDateTime(from);
        return GetAgentStatusAsync(employeeId, first, first.PlusDays(days - 1), cancellationToken);
    }

    /// <summary>Reads stored activities back.</summary>
    /// <param name="employeeId">The employee; <see langword="null"/> for all.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day; the server gives out at most 31 days at once, this method asks as often as needed.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The activities by employee and start within each answer, cut at midnight.</returns>
    public Task<IReadOnlyList<WfmAgentStatus>> GetAgentStatusAsync(int? employeeId, LocalDate from, LocalDate to, CancellationToken cancellationToken)
        => GetDaysAsync(
            "api/v1/agent-status",
            Parameter("employeeId", employeeId is { } employee ? Text(employee) : null),
            from,
            to,
            AgentDaysPerRequest,
            WfmJson.Answers.IReadOnlyListWfmAgentStatus,
            cancellationToken);

    /// <summary>Forgets password and token. The session on the server ends with its token; <see cref="LogoutAsync"/> ends it at once.</summary>
    public void Dispose() => login.Dispose();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Parameter(string name, string? value) => value is null ? string.Empty : "&" + name + "=" + Uri.EscapeDataString(value);

    /// <summary>Keeps nothing of an upload but its bytes, an eighth of it.</summary>
    private async Task<CallDataReceipt> UploadBytesAsync(ArraySegment<byte> bytes, string idempotencyKey, CancellationToken cancellationToken)
    {
        try
        {
            return await uploads.SendAsync(idempotencyKey, bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (XlinkException exception) when (exception.Data[ServerCodeKey] is "MediaTypeUnsupported")
        {
            // A server from before there was this form.
            takesOnlyJson = true;
            return await UploadJsonAsync(DayVectorsFormat.Read(bytes, int.MaxValue), idempotencyKey, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends uploads in one request. What the server refuses, all at once or some of several, is sent alone, and says then why.</summary>
    private async Task<IReadOnlyList<CallDataReceipt?>> UploadAsync(IReadOnlyList<UploadQueue.Upload> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 1)
        {
            return
            [
                await login.SendAsync(
                    HttpMethod.Post,
                    "api/v1/call-data",
                    () => WfmConnection.Bytes(batch[0].Bytes, DayVectorsFormat.MediaType),
                    batch[0].IdempotencyKey,
                    WfmJson.Answers.CallDataReceipt,
                    cancellationToken).ConfigureAwait(false),
            ];
        }

        var receipts = new CallDataReceipt?[batch.Count];
        if (takesNoBatches)
        {
            return receipts;
        }

        try
        {
            var outcomes = await login.SendAsync(
                HttpMethod.Post,
                "api/v1/call-data/batch",
                () => new PiecesContent(CallDataBatchFormat.Write([.. batch.Select(upload => (upload.IdempotencyKey, upload.Bytes))]), CallDataBatchFormat.MediaType),
                batch[0].IdempotencyKey,
                WfmJson.Answers.IReadOnlyListCallDataOutcome,
                cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < Math.Min(receipts.Length, outcomes.Count); i++)
            {
                receipts[i] = outcomes[i].Receipt;
            }
        }
        catch (XlinkException exception) when (exception.Data[ServerCodeKey] is "RouteNotFound")
        {
            // A server from before there were batches.
            takesNoBatches = true;
        }
        catch (XlinkException exception) when (exception.Data[ServerCodeKey] is "BodyTooLarge" or "BodyInvalid")
        {
            // Each by itself may be small enough, and has its own reason if not.
        }

        return receipts;
    }

    private Task<CallDataReceipt> UploadJsonAsync(CallDataUpload upload, string idempotencyKey, CancellationToken cancellationToken)
        => login.SendAsync(
            HttpMethod.Post,
            "api/v1/call-data",
            () => WfmConnection.CompressedJson(upload, WfmJson.Default.CallDataUpload),
            idempotencyKey,
            WfmJson.Answers.CallDataReceipt,
            cancellationToken);

    /// <summary>What there is of some days; asked for in stretches as long as the server gives out at once.</summary>
    private async Task<IReadOnlyList<T>> GetDaysAsync<T>(
        string path, string filter, LocalDate from, LocalDate to, int daysPerRequest, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        var begin = from;
        do
        {
            var end = LocalDate.Min(to, begin.PlusDays(daysPerRequest - 1));
            var stretch = path + "?from=" + LocalDatePattern.Iso.Format(begin) + "&to=" + LocalDatePattern.Iso.Format(end) + filter;
            found.AddRange(await login.GetAsync(stretch, type, cancellationToken).ConfigureAwait(false));
            begin = end.PlusDays(1);
        }
        while (begin <= to);
        return found;
    }

    /// <summary>The latest entries of a list, the last one first; asked for until there are enough, or no more.</summary>
    private async Task<IReadOnlyList<T>> GetLatestAsync<T>(
        string path, string filter, int maximum, JsonTypeInfo<IReadOnlyList<T>> type, Func<T, long> idOf, CancellationToken cancellationToken)
    {
        var entries = new List<T>();
        while (entries.Count < maximum)
        {
            var wanted = Math.Min(maximum - entries.Count, EntriesPerRequest);
            var before = entries.Count == 0 ? null : idOf(entries[entries.Count - 1]).ToString(CultureInfo.InvariantCulture);
            var page = await login.GetAsync(path + "?maximum=" + Text(wanted) + filter + Parameter("before", before), type, cancellationToken).ConfigureAwait(false);
            entries.AddRange(page);
            if (page.Count < wanted)
            {
                break;
            }
        }

        return entries;
    }
}
