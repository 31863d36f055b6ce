using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Xlink.Credentials;

namespace Xlink.Targets.Wfm;

/// <summary>
/// The tokens of logins in memory, for the next connection with the same account: a login costs the server a part of a second on purpose. A token is kept until
/// it ends or the server refuses it, and no longer than the process. All members may be called from several threads.
/// </summary>
/// <param name="maximum">How many are kept; beyond it the one that ends first goes.</param>
internal sealed class KeptLogins(int maximum)
{
    // Servers of all installations that one session works with.
    private const int MaximumOfProcess = 32;

    private readonly Dictionary<LoginAccount, Kept> logins = [];

    /// <summary>Those of this process.</summary>
    internal static KeptLogins OfProcess { get; } = new(MaximumOfProcess);

    /// <summary>How many there are.</summary>
    internal int Count
    {
        get
        {
            lock (logins)
            {
                return logins.Count;
            }
        }
    }

    /// <summary>The token of an account, or <see langword="null"/>.</summary>
    /// <param name="account">The account.</param>
    /// <param name="now">The time: a token that has ended by then is dropped.</param>
    internal (string Token, DateTimeOffset Expires, KnownSession? Session)? Find(LoginAccount account, DateTimeOffset now)
    {
        lock (logins)
        {
            if (!logins.TryGetValue(account, out var kept))
            {
                return null;
            }

            if (kept.Expires > now)
            {
                return (kept.Token.Reveal(), kept.Expires, kept.Session);
            }

            Remove(account, kept);
            return null;
        }
    }

    /// <summary>Keeps a token in place of the one before.</summary>
    /// <param name="account">The account.</param>
    /// <param name="token">The token.</param>
    /// <param name="expires">When it ends.</param>
    /// <param name="session">What the server has said under this token; <see langword="null"/> for as long as it has not been asked.</param>
    internal void Keep(LoginAccount account, string token, DateTimeOffset expires, KnownSession? session = null)
    {
        lock (logins)
        {
            if (logins.TryGetValue(account, out var earlier))
            {
                Remove(account, earlier);
            }

            while (logins.Count >= maximum)
            {
                RemoveFirstToEnd();
            }

            logins.Add(account, new(Secret.From(token), expires, session));
        }
    }

    /// <summary>Drops a token, if it is still the one that is kept.</summary>
    internal void Drop(LoginAccount account, string token)
    {
        lock (logins)
        {
            if (logins.TryGetValue(account, out var kept) && string.Equals(kept.Token.Reveal(), token, StringComparison.Ordinal))
            {
                Remove(account, kept);
            }
        }
    }

    private void RemoveFirstToEnd()
    {
        KeyValuePair<LoginAccount, Kept>? first = null;
        foreach (var login in logins)
        {
            first = first is { } earliest && earliest.Value.Expires <= login.Value.Expires ? first : login;
        }

        Remove(first!.Value.Key, first.Value.Value);
    }

    private void Remove(LoginAccount account, Kept kept)
    {
        logins.Remove(account);
        kept.Token.Dispose();
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Kept(Secret Token, DateTimeOffset Expires, KnownSession? Session);
}
