using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Xlink.Server.Api;
using Xlink.Server.Audit;
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
        var origin = Actor.Current.Origin;
        CheckPace(await store.LoginAttempts.GetAsync(origin, cancellationToken));
        var stored = await store.Users.FindPasswordAsync(request.Login, cancellationToken);

        // What has been asked is counted, even if the client does not wait for the answer: otherwise hanging up would make guesses free.
        var isRight = await hashing.VerifyAsync(request.Password, stored?.Hash, cancellationToken);
        if (stored is null || !isRight)
        {
            await RefuseAsync(stored?.UserId, origin);
        }

        // Again, because of all that were asked at the same time: a right guess among too many comes too late.
        CheckPace(await store.LoginAttempts.GetAsync(origin, cancellationToken));
        var token = BearerToken.Create();
        var now = clock.GetUtcNow();
        var expires = now + options.TokenLifetime;
        var betterHash = hashing.IsWeak(stored!.Hash) ? await hashing.CreateAsync(request.Password, cancellationToken) : null;
        var user = await store.Users.OpenSessionAsync(stored, betterHash, BearerToken.Hash(token), now, expires, CancellationToken.None);
        if (user is null)
        {
            await RefuseAsync(stored.UserId, origin);
        }

        metrics.CountLogin(isAccepted: true);
        LogLogin(logger, user!.Id, Actor.Current.Address);
        return new() { Token = token, Expires = expires, User = user };
    }

    private async Task RefuseAsync(int? userId, string origin)
    {
        await store.Users.CountRefusedLoginAsync(userId, CancellationToken.None);
        metrics.CountLogin(isAccepted: false);
        var before = await store.LoginAttempts.CountAsync(origin, clock.GetUtcNow(), CancellationToken.None);
        LogRefusal(logger, userId, Actor.Current.Address);
        CheckPace(before);
        throw Refusal.LoginRefused();
    }

    private void CheckPace(LoginPace pace)
    {
        var wait = pace.WaitAt(clock.GetUtcNow());
        if (wait > TimeSpan.Zero)
        {
            LogDelay(logger, Actor.Current.Address);
            throw Refusal.LoginDelayed(wait);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {Id} logged in from {Address}")]
    private static partial void LogLogin(ILogger logger, int id, IPAddress? address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Login from {Address} has to wait after too many wrong ones")]
    private static partial void LogDelay(ILogger logger, IPAddress? address);

    // Never the name that was tried: people type their password there.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Login refused, user {Id}, from {Address}")]
    private static partial void LogRefusal(ILogger logger, int? id, IPAddress? address);
}
