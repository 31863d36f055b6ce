using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>What it takes to create a user.</summary>
public sealed record NewUser
{
    /// <summary>Name to log in with; this or <see cref="EmailAddress"/> is needed.</summary>
    public string? UserName { get; init; }

    /// <summary>E-mail address to log in with.</summary>
    public string? EmailAddress { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Whether the user gets admin access.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Groups the user becomes a member of.</summary>
    // No initialiser: generated JSON readers give a missing init property its type's default instead.
    public IReadOnlyList<string> Groups { get => field ?? []; init; }

    /// <summary>The password in clear text: it exists only in the request's body.</summary>
    public required string Password { get; init; }

    /// <summary>The record without its password.</summary>
    public override string ToString() => nameof(NewUser) + " " + (EmailAddress ?? UserName);
}
