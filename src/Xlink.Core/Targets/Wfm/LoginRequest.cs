namespace Xlink.Targets.Wfm;

/// <summary>A login.</summary>
public sealed record LoginRequest
{
    /// <summary>User name or e-mail address, case-insensitive.</summary>
    public required string Login { get; init; }

    /// <summary>The password in clear text: it exists only in the request's body.</summary>
    public required string Password { get; init; }

    /// <summary>The record without its password.</summary>
    public override string ToString() => nameof(LoginRequest) + " " + Login;
}
