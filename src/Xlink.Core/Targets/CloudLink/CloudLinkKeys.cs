using System;

namespace Xlink.Targets.CloudLink;

/// <summary>The keys of <c>isps_ul.ini</c> that say what goes to Cloud Link [our reading]: in <c>[General]</c>, most of them also in an external system's section, which comes first.</summary>
internal static class CloudLinkKeys
{
    internal const string Target = "Target";
    internal const string Directory = "CloudLinkDirectory";
    internal const string AgentDirectory = "CloudLinkAgentDirectory";
    internal const string Form = "CloudLinkForm";
    internal const string TimeZone = "CloudLinkTimeZone";
    internal const string QueueIdentifier = "CloudLinkQueueIdentifier";
    internal const string Channel = "CloudLinkChannel";

    internal const string Offered = "CloudLinkOffered";
    internal const string Answered = "CloudLinkAnswered";
    internal const string HandlingTime = "CloudLinkHandlingTime";
    internal const string AverageHandlingTime = "CloudLinkAverageHandlingTime";
    internal const string NoRole = "CloudLinkNoRole";

    /// <summary>Whether a key is one of these, other than <see cref="Target"/>.</summary>
    internal static bool IsOne(string key) => key.StartsWith("CloudLink", StringComparison.OrdinalIgnoreCase);

    /// <summary>The key that lists the value types of a role.</summary>
    internal static string Of(ContactRole role) => role switch
    {
        ContactRole.Offered => Offered,
        ContactRole.Answered => Answered,
        ContactRole.HandlingTime => HandlingTime,
        ContactRole.AverageHandlingTime => AverageHandlingTime,
        _ => NoRole,
    };
}
