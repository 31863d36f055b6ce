using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.Activities;

/// <summary>Completes the names of the connected server's activities, or the IDs of the external activities of the external system already named.</summary>
public sealed class ActivityCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var activities = ServerSession.Current?.GetActivitiesAsync(cancellationToken).GetAwaiter().GetResult() ?? [];
        return parameterName != nameof(ActivityMappingCmdlet.ExternalId)
            ? activities.Select(activity => activity.Name)
            : activities.SelectMany(activity => activity.ExternalActivities)
                .Where(known => boundParameters[nameof(ActivityMappingCmdlet.ExternalSystem)] is not string system
                    || string.Equals(known.ExternalSystem, system, StringComparison.OrdinalIgnoreCase))
                .Select(known => known.ExternalId);
    }
}
