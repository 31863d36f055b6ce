namespace Xlink.Sources.Agents;

/// <summary>The keys of agent data in <c>isps_ul.ini</c> that files and databases share [documented].</summary>
public static class ActivityKeys
{
    /// <summary>How the rows say when an activity ends: see <see cref="ActivityTimeSpanType"/>.</summary>
    public const string TimeSpanType = "ActivityTimeSpanType";

    /// <summary>IDs that mean that the agent logged off.</summary>
    public const string LogOffActivities = "LogOffActivities";

    /// <summary>Shorter activities are dropped.</summary>
    public const string MinimumActivityDuration = "MinimumActivityDuration";
}
