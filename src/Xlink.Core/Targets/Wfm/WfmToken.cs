using System;

namespace Xlink.Targets.Wfm;

/// <summary>A login that counts: what is known of a token without the token itself.</summary>
public sealed record WfmToken
{
    /// <summary>ID given by the server. It opens nothing.</summary>
    public required long Id { get; init; }

    /// <summary>The user who has logged in.</summary>
    public required int UserId { get; init; }

    /// <summary>When the user logged in.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The IP address that the login came from, as the server sees it.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it is the one of the request that asks.</summary>
    public bool IsCurrent { get; init; }
}
