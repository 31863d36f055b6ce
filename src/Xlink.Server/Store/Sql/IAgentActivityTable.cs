using System.Collections.Generic;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>The table of what employees did, which every database keeps in its own way.</summary>
internal interface IAgentActivityTable
{
    /// <summary>Keeps other uploads of the external system waiting until the end of the transaction.</summary>
    Task LockAsync(SqlSession session, int externalSystemId);

    /// <summary>Stores activities in place of what is stored of an external system and day.</summary>
    Task ReplaceAsync(SqlSession session, LocalDate day, int externalSystemId, IReadOnlyList<StoredActivity> activities);

    /// <summary>The stored activities of some employees, or all, by employee and start, with times in UTC.</summary>
    Task<IReadOnlyList<WfmAgentStatus>> ReadAsync(SqlSession session, IReadOnlyCollection<int>? employees, LocalDate from, LocalDate to);

    /// <summary>Whether anything is stored.</summary>
    Task<bool> HasRowsAsync(SqlSession session);

    /// <summary>Deletes everything that is stored of an employee.</summary>
    Task DeleteAsync(SqlSession session, int employeeId);
}
