using System;
using System.Net;
using System.Net.Http;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;

namespace Xlink.Targets.Wfm;

/// <summary>
/// Requests under a login, which is repeated, once per request, when its token has ended; that of an installation's account is kept for the next session of
/// this process. All methods may be called from several threads.
/// </summary>
internal sealed class WfmLogin : IDisposable
{
    private const string CurrentToken = "api/v1/tokens/current";

    private readonly WfmConnection connection;
    private readonly WfmCredential credential;
    private readonly SemaphoreSlim renewal = new(1);
    private LoginResponse session;
    private bool loggedOut;

    private WfmLogin(WfmConnection connection, WfmCredential credential, WfmServerInfo server, LoginResponse session, KnownSession? known = null)
    {
        this.connection = connection;
        this.credential = credential with { Password = Secret.From(credential.Password.Reveal()) };
        this.session = session;
        Server = server;
        Keep(known);
    }

    internal ServerUrl Url => connection.Url;

    /// <summary>What the server said of itself.</summary>
    internal WfmServerInfo Server { get; }

    /// <summary>What the server said when the session began; <see langword="null"/> if it has to be asked one by one.</summary>
    internal WfmSession? Beginning { get; private init; }

    /// <summary>Whose present token it is, and when it ends.</summary>
    internal LoginResponse Session => session;

    /// <summary>Logs in.</summary>
    internal static Task<WfmLogin> OpenAsync(WfmCredential credential, CancellationToken cancellationToken)
        => OpenAsync(
            new WfmConnection(credential.Url, credential.Options),
            async connection =>
            {
                var server = await connection.GetInfoAsync(cancellationToken).ConfigureAwait(false);
                return new(connection, credential, server, await LogInAsync(connection, credential, cancellationToken).ConfigureAwait(false));
            });

    /// <summary>Goes on with the account's login that is kept, if the server still takes it; logs in otherwise.</summary>
    /// <param name="credential">Who, where, and the account.</param>
    /// <param name="connections">Where to find a connection that is open already; then all that an import begins with is asked for at once.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal static Task<WfmLogin> ContinueAsync(WfmCredential credential, KeptConnections? connections, CancellationToken cancellationToken)
        => OpenAsync(
            new WfmConnection(credential.Url, credential.Options, connections),
            async connection =>
            {
                var kept = KeptLogins.OfProcess.Find(credential.Account!, DateTimeOffset.UtcNow);
                var begun = connections is not null && kept is { } earlier
                    ? await connection.FindSessionAsync(earlier.Token, earlier.Session, cancellationToken).ConfigureAwait(false) : null;
                var server = begun?.Session.Server ?? await connection.GetInfoAsync(cancellationToken).ConfigureAwait(false);
                var user = begun is not null ? begun.Session.User
                    : kept is { } older ? await FindUserAsync(connection, older.Token, cancellationToken).ConfigureAwait(false) : null;
                if (kept is { } ended && user is null)
                {
                    KeptLogins.OfProcess.Drop(credential.Account!, ended.Token);
                }

                // A locked user's sessions go on, but no new one may begin, and this is one.
                var opened = kept is { } token && user is { IsLocked: false }
                    ? new LoginResponse { Token = token.Token, Expires = token.Expires, User = user }
                    : await LogInAsync(connection, credential, cancellationToken).ConfigureAwait(false);
                return new(connection, credential, server, opened, begun ?? kept?.Session) { Beginning = begun?.Session };
            });

    /// <summary>Asks for something.</summary>
    internal Task<T> GetAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        => SendAsync(HttpMethod.Get, path, WfmConnection.NoContent, idempotencyKey: null, answer, cancellationToken);

    /// <summary>Sends something as JSON.</summary>
    internal Task<T> SendAsync<TBody, T>(
        HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> type, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        => SendAsync(method, path, () => WfmConnection.Json(body, type), idempotencyKey: null, answer, cancellationToken);

    /// <summary>Sends a request and reads its answer.</summary>
    internal async Task<T> SendAsync<T>(
        HttpMethod method, string path, Func<HttpContent?> content, string? idempotencyKey, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, content, idempotencyKey, cancellationToken).ConfigureAwait(false);
        return await connection.ReadAsync(response, answer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes something.</summary>
    internal async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Delete, path, WfmConnection.NoContent, idempotencyKey: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the session on the server. There are no requests afterwards.</summary>
    internal async Task LogoutAsync(CancellationToken cancellationToken)
    {
        loggedOut = true;
        Drop(session.Token);
        using var response = await connection.SendAsync(
            HttpMethod.Delete, CurrentToken, WfmConnection.NoContent, session.Token, idempotencyKey: null, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.Unauthorized)
        {
            throw await connection.ReadRefusalAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets password and token.</summary>
    public void Dispose()
    {
        connection.Dispose();
        credential.Password.Dispose();
        renewal.Dispose();
    }

    private static async Task<WfmLogin> OpenAsync(WfmConnection opened, Func<WfmConnection, Task<WfmLogin>> open)
    {
        try
        {
            return await open(opened).ConfigureAwait(false);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Whose token it is; <see langword="null"/> if it counts no longer, or the server is too old to say.</summary>
    private static async Task<WfmUser?> FindUserAsync(WfmConnection connection, string token, CancellationToken cancellationToken)
    {
        using var response = await connection.SendAsync(HttpMethod.Get, CurrentToken, WfmConnection.NoContent, token, idempotencyKey: null, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? await connection.ReadAsync(response, WfmJson.Answers.WfmUser, cancellationToken).ConfigureAwait(false) : null;
    }

    private static async Task<LoginResponse> LogInAsync(WfmConnection connection, WfmCredential credential, CancellationToken cancellationToken)
    {
        using var response = await connection.SendLoginAsync(new() { Login = credential.UserName, Password = credential.Password.Reveal() }, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return await connection.ReadAsync(response, WfmJson.Answers.LoginResponse, cancellationToken).ConfigureAwait(false);
        }

        var refusal = await connection.ReadRefusalAsync(response, cancellationToken).ConfigureAwait(false);
        throw response.StatusCode == HttpStatusCode.Unauthorized
            ? XlinkException.Create(nameof(Messages.LoginRefused), XlinkErrorCategory.AuthenticationError, connection.Url, credential.UserName)
            : refusal;
    }

    /// <summary>Sends a request under the session's token, and once more under a new one if the server no longer knows it.</summary>
    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, Func<HttpContent?> content, string? idempotencyKey, CancellationToken cancellationToken)
    {
        if (loggedOut)
        {
            throw new InvalidOperationException("The session has been ended by LogoutAsync.");
        }

        var token = session.Token;
        var response = await connection.SendAsync(method, path, content, token, idempotencyKey, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            response.Dispose();
            token = await RenewAsync(token, cancellationToken).ConfigureAwait(false);
            response = await connection.SendAsync(method, path, content, token, idempotencyKey, cancellationToken).ConfigureAwait(false);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await connection.ReadRefusalAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> RenewAsync(string endedToken, CancellationToken cancellationToken)
    {
        await renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (string.Equals(session.Token, endedToken, StringComparison.Ordinal))
            {
                Drop(endedToken);
                session = await LogInAsync(connection, credential, cancellationToken).ConfigureAwait(false);
                Keep(known: null);
            }

            return session.Token;
        }
        finally
        {
            renewal.Release();
        }
    }

    private void Keep(KnownSession? known)
    {
        if (credential.Account is { } account)
        {
            KeptLogins.OfProcess.Keep(account, session.Token, session.Expires, known);
        }
    }

    private void Drop(string token)
    {
        if (credential.Account is { } account)
        {
            KeptLogins.OfProcess.Drop(account, token);
        }
    }
}
