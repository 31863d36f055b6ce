namespace Xlink.Server.Store.PostgreSql;

/// <summary>The locks that servers on a database agree on. Each is taken by a statement and ends with its transaction.</summary>
internal static class PostgreSqlLock
{
    /// <summary>Whoever changes something alone, tables included, holds this one alone. The number reads XLNK.</summary>
    internal const string Alone = "select pg_advisory_xact_lock(1481395787)";

    /// <summary>The others share it.</summary>
    internal const string Together = "select pg_advisory_xact_lock_shared(1481395787)";

    /// <summary>Whoever makes a partition of @Table.</summary>
    internal const string PartitionsOfTable = "select pg_advisory_xact_lock(1481395787, hashtext(@Table))";

    /// <summary>Whoever replaces agent data of @externalSystemId.</summary>
    internal const string AgentDataOfSystem = "select pg_advisory_xact_lock(1481395788, @externalSystemId)";
}
