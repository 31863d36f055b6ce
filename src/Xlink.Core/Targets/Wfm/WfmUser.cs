using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>A user of the WFM server. Importing needs admin access (cloud) or membership of the group <c>System</c> (on-premise) [documented].</summary>
public sealed record WfmUser
{
    /// <summary>Name of the group whose members may import [documented].</summary>
    public const string SystemGroup = "System";

    /// <summary>ID given by the server, from 1.</summary>
    public required int Id { get; init; }

    /// <summary>Name to log in with; on-premise users. <see langword="null"/> for users with an e-mail address only.</summary>
    public string? UserName { get; init; }

    /// <summary>E-mail address to log in with; cloud users.</summary>
    public string? EmailAddress { get; init; }

    /// <summary>What the user logs in with: the e-mail address, or else the user name.</summary>
    [JsonIgnore]
    public string Login => EmailAddress ?? UserName ?? string.Empty;

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Whether the user has admin access.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Groups the user is a member of.</summary>
    // No initialiser: generated JSON readers give a missing init property its type's default instead.
    public IReadOnlyList<string> Groups { get => field ?? []; init => field = value.Indexable(); }

    /// <summary>What the user may do: it follows from admin access and groups.</summary>
    public WfmRole Role
        => IsAdmin ? WfmRole.Admin
            : Groups.Contains(SystemGroup, StringComparer.OrdinalIgnoreCase) ? WfmRole.Import
            : WfmRole.Read;

    /// <summary>Whether too many wrong logins have locked the user.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Last successful login, or <see langword="null"/>.</summary>
    public DateTimeOffset? LastLogin { get; init; }
}
