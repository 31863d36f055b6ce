namespace Xlink.Server.Audit;

/// <summary>What the audit log keeps. The names are stable; <c>docs/protocol.md</c> lists them.</summary>
internal enum AuditAction
{
    ActivityCreated,
    ActivityDeleted,
    AdministratorReset,
    EmployeeCreated,
    EmployeeDeleted,
    ExternalActivityForgotten,
    ExternalActivityMapped,
    ExternalIdAdded,
    ExternalIdRemoved,
    ExternalSystemCreated,
    ExternalSystemDeleted,
    Forbidden,
    LoggedIn,
    LoggedOut,
    LoginRefused,
    QueueCreated,
    QueueDeleted,
    RetentionApplied,
    RetentionChanged,
    TokenRevoked,
    UserChanged,
    UserCreated,
    UserDeleted,
    UserLocked,
    UserUnlocked,
}
