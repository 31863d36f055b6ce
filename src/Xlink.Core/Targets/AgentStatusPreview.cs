using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Targets;

/// <summary>What a target would answer to the agent data of an external system, without storing them.</summary>
internal sealed class AgentStatusPreview
{
    private readonly Dictionary<string, int> employees = new(StringComparer.Ordinal);
    private readonly HashSet<string> activities;

    private AgentStatusPreview(string externalSystem, IEnumerable<WfmEmployee> employees, IEnumerable<WfmActivity> activities)
    {
        bool IsOfSystem(string name) => string.Equals(name.Trim(), externalSystem.Trim(), StringComparison.OrdinalIgnoreCase);
        foreach (var (id, employee) in employees.SelectMany(employee => employee.ExternalIds.Select(id => (id, employee.Id))).Where(pair => IsOfSystem(pair.id.ExternalSystem)))
        {
            this.employees[id.ExternalId] = employee;
        }

        this.activities = new HashSet<string>(
            activities.SelectMany(activity => activity.ExternalActivities).Where(activity => IsOfSystem(activity.ExternalSystem)).Select(activity => activity.ExternalId),
            StringComparer.Ordinal);
    }

    /// <summary>Reads whom and what the target knows.</summary>
    /// <param name="target">The target.</param>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The preview.</returns>
    internal static async Task<AgentStatusPreview> LoadAsync(IImportTarget target, string externalSystem, CancellationToken cancellationToken)
        => new(externalSystem, await target.GetEmployeesAsync(cancellationToken), await target.GetActivitiesAsync(cancellationToken));

    /// <summary>What a target would answer to an upload, if those before it had been stored.</summary>
    /// <param name="upload">The day.</param>
    /// <returns>The receipt.</returns>
    internal AgentStatusReceipt Receive(AgentStatusUpload upload)
    {
        var stored = upload.Activities.Where(activity => this.employees.ContainsKey(activity.AgentId)).ToList();
        var found = upload.Activities.Select(activity => new ExternalActivity { ExternalSystem = upload.ExternalSystem, ExternalId = activity.ActivityId });
        return new AgentStatusReceipt
        {
            ActivitiesStored = stored.Count,
            Employees = stored.Select(activity => this.employees[activity.AgentId]).Distinct().Count(),
            UnknownAgents =
            [
                .. upload.Activities.Select(activity => activity.AgentId).Where(id => !this.employees.ContainsKey(id))
                    .Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal),
            ],
            NewActivities =
            [
                .. upload.ExternalActivities.Concat(found).Where(activity => this.activities.Add(activity.ExternalId))
                    .OrderBy(activity => activity.ExternalId, StringComparer.Ordinal),
            ],
        };
    }
}
