using System;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Api;
using Xlink.Server.Hosting;

namespace Xlink.Server.Users;

/// <summary>Hashes passwords, a few at a time: a flood of logins must not take the processor from everybody else.</summary>
internal sealed class PasswordHashing(ServerOptions options) : IDisposable
{
    private const int MaximumWaiting = 64;

    private readonly string ofNobody = PasswordHash.OfNobody(options.PasswordRounds);

    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int waiting;

    /// <summary>Hashes a new password.</summary>
    internal Task<string> CreateAsync(string password, CancellationToken cancellationToken)
        => RunAsync(() => PasswordHash.Create(password, options.PasswordRounds), cancellationToken);

    /// <summary>Compares a password with a stored one, or, at the same cost, with none: that of an unknown user.</summary>
    internal Task<bool> VerifyAsync(string password, string? stored, CancellationToken cancellationToken)
        => RunAsync(() => PasswordHash.Verify(password, stored ?? ofNobody), cancellationToken);

    /// <summary>Whether a stored password costs a thief less than new ones do.</summary>
    internal bool IsWeak(string stored) => PasswordHash.IsWeak(stored, options.PasswordRounds);

    public void Dispose() => turns.Dispose();

    private async Task<T> RunAsync<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref waiting) > MaximumWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw Refusal.ServerBusy();
        }

        try
        {
            await turns.WaitAsync(cancellationToken);
            try
            {
                return await Task.Run(hash, CancellationToken.None);
            }
            finally
            {
                turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
