using Xlink.Targets.Wfm;

namespace Xlink.Server.Store.Sql;

/// <summary>What an agent did, as what its employee did.</summary>
/// <param name="Activity">What came in.</param>
/// <param name="EmployeeId">The employee.</param>
/// <param name="ExternalActivityId">The row of the external activity.</param>
internal sealed record StoredActivity(AgentActivity Activity, int EmployeeId, int ExternalActivityId);
