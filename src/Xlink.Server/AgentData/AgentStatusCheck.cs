using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Server.Api;
using Xlink.Server.Hosting;
using Xlink.Targets.Wfm;

namespace Xlink.Server.AgentData;

/// <summary>What an upload of agent data must fulfil before the store is asked.</summary>
internal static class AgentStatusCheck
{
    /// <summary>Checks day, IDs, times and overlaps.</summary>
    /// <param name="upload">The upload, whose external system has been checked.</param>
    /// <param name="zone">The zone of the server, which decides when a day begins and ends.</param>
    /// <returns>The upload with descriptions in the form that is stored.</returns>
    internal static AgentStatusUpload Check(AgentStatusUpload upload, DateTimeZone zone)
    {
        DayRule.Check(upload.Day);
        var externalActivities = CheckExternalActivities(upload);
        var begin = LocalZone.StartOfDay(upload.Day, zone);
        var end = LocalZone.StartOfDay(upload.Day.PlusDays(1), zone);
        foreach (var activity in upload.Activities)
        {
            if (activity is null)
            {
                throw Refusal.JsonInvalid("an activity is null.");
            }

            ExternalIdRule.CheckAgent(activity.AgentId);
            ExternalIdRule.CheckActivity(activity.ActivityId);
            CheckTimes(activity, upload.Day, begin, end);
        }

        CheckOverlaps(upload.Activities);
        return upload with { ExternalActivities = externalActivities };
    }

    private static List<ExternalActivity> CheckExternalActivities(AgentStatusUpload upload)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var externalActivities = new List<ExternalActivity>(upload.ExternalActivities.Count);
        foreach (var externalActivity in upload.ExternalActivities)
        {
            var checkedActivity = ExternalIdRule.Check(externalActivity);
            if (!string.Equals(NameRule.Key(checkedActivity.ExternalSystem), NameRule.Key(upload.ExternalSystem), StringComparison.Ordinal))
            {
                throw Refusal.ExternalSystemsDiffer(upload.ExternalSystem, checkedActivity.ExternalSystem);
            }

            if (!seen.Add(checkedActivity.ExternalId))
            {
                throw Refusal.ExternalActivityDoubled(checkedActivity);
            }

            externalActivities.Add(checkedActivity);
        }

        return externalActivities;
    }

    private static void CheckTimes(AgentActivity activity, LocalDate day, DateTimeOffset begin, DateTimeOffset end)
    {
        if (activity.End <= activity.Start)
        {
            throw Refusal.ActivityWithoutDuration(activity);
        }

        if (activity.Start < begin || activity.End > end)
        {
            throw Refusal.ActivityOutsideDay(activity, day, begin, end);
        }
    }

    private static void CheckOverlaps(IReadOnlyList<AgentActivity> activities)
    {
        var order = activities.OrderBy(activity => activity.AgentId, StringComparer.Ordinal).ThenBy(activity => activity.Start).ToList();
        for (var i = 1; i < order.Count; i++)
        {
            var (previous, next) = (order[i - 1], order[i]);
            if (next.Start < previous.End && string.Equals(next.AgentId, previous.AgentId, StringComparison.Ordinal))
            {
                throw Refusal.ActivitiesOverlap(previous, next);
            }
        }
    }
}
