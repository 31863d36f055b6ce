using System;

namespace Xlink.Targets.Wfm;

/// <summary>A successful login.</summary>
public sealed record LoginResponse
{
    /// <summary>Bearer token for the requests that follow.</summary>
    public required string Token { get; init; }

    /// <summary>When the token ends.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Who logged in.</summary>
    public required WfmUser User { get; init; }

    /// <summary>The record without its token.</summary>
    public override string ToString() => nameof(LoginResponse) + " " + User.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
