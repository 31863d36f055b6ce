using System;
using System.Collections.Generic;

namespace Xlink.Targets.Wfm;

/// <summary>One line of the server's audit log: who has done what, from where. It never holds a password or a token.</summary>
public sealed record WfmAuditEntry
{
    /// <summary>What servers of this version keep; later ones may keep more.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    [
        "ActivityCreated", "ActivityDeleted", "AdministratorReset", "EmployeeCreated", "EmployeeDeleted", "ExternalActivityForgotten", "ExternalActivityMapped",
        "ExternalIdAdded", "ExternalIdRemoved", "ExternalSystemCreated", "ExternalSystemDeleted", "Forbidden", "LoggedIn", "LoggedOut", "LoginRefused",
        "QueueCreated", "QueueDeleted", "RetentionApplied", "RetentionChanged", "TokenRevoked", "UserChanged", "UserCreated", "UserDeleted", "UserLocked", "UserUnlocked",
    ];

    /// <summary>ID given by the server; later entries have higher ones.</summary>
    public required long Id { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>ID of the user; <see langword="null"/> where nobody is logged in, as at a refused login of an unknown user.</summary>
    public int? UserId { get; init; }

    /// <summary>Login of the user at that time.</summary>
    public string? User { get; init; }

    /// <summary>The IP address that the request came from, as the server sees it; <see langword="null"/> for the server's own command line.</summary>
    public string? Address { get; init; }

    /// <summary>What was done, for example <c>UserCreated</c>; <c>docs/protocol.md</c> lists all.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, for example <c>user 2 'xlink'</c>.</summary>
    public string? Target { get; init; }

    /// <summary>What of it was changed.</summary>
    public string? Details { get; init; }

    /// <summary>Whether it was done; otherwise it was refused.</summary>
    public required bool Success { get; init; }
}
