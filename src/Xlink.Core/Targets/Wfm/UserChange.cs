using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>Changes to a user. What is <see langword="null"/> stays as it is.</summary>
public sealed record UserChange
{
    /// <summary>New first name.</summary>
    public string? FirstName { get; init; }

    /// <summary>New last name.</summary>
    public string? LastName { get; init; }

    /// <summary>New admin access.</summary>
    public bool? IsAdmin { get; init; }

    /// <summary>New list of groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>New password in clear text; setting it ends every session of the user and unlocks it.</summary>
    public string? Password { get; init; }

    /// <summary>The record without its password.</summary>
    public override string ToString() => nameof(UserChange);
}
