using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Xlink.Server.Api;
using Xlink.Server.Hosting;
using Xlink.Server.Monitoring;
using Xlink.Server.Store;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Users;

/// <summary>Logs users in. Unknown user, wrong password and locked user take the same steps and give the same answer.</summary>
internal sealed partial class Login(IWfmStore store, PasswordHashing hashing, TimeProvider clock, ServerOptions options, ServerMetrics metrics, ILogger<Login> logger)
{
    /// <summary>Opens a session.</summary>
    /// <exception cref="RefusedException"><c>LoginRefused</c>, <c>ServerBusy</c>.</exception>
    internal async Task<LoginResponse> RunAsync(LoginRequest request, CancellationToken cancellationToken)
    {
        var stored = await store.Users.FindPasswordAsync(request.Login, cancellationToken);

        // What has been asked is counted, even if the client does not wait for the answer: otherwise hanging up would make guesses free.
        var isRight = await hashing.VerifyAsync(request.Password, stored?.Hash ?? PasswordHash.OfNobody, cancellationToken);
        if (stored is null || !isRight)
        {
            await RefuseAsync(stored?.UserId);
        }

        var token = BearerToken.Create();
        var now = clock.GetUtcNow();
        var expires = now + options.TokenLifetime;
        var betterHash = PasswordHash.IsWeak(stored!.Hash) ? await hashing.CreateAsync(request.Password, cancellationToken) : null;
        var user = await store.Users.OpenSessionAsync(stored, betterHash, BearerToken.Hash(token), now, expires, CancellationToken.None);
        if (user is null)
        {
            await RefuseAsync(stored.UserId);
        }

        metrics.CountLogin(isAccepted: true);
        LogLogin(logger, user!.Id);
        return new() { Token = token, Expires = expires, User = user };
    }

    private async Task RefuseAsync(int? userId)
    {
        await store.Users.CountRefusedLoginAsync(userId, CancellationToken.None);
        metrics.CountLogin(isAccepted: false);
        LogRefusal(logger, userId);
        throw Refusal.LoginRefused();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {Id} logged in")]
    private static partial void LogLogin(ILogger logger, int id);

    // Never the name that was tried: people type their password there.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Login refused, user {Id}")]
    private static partial void LogRefusal(ILogger logger, int? id);
}
