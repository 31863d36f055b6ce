namespace Xlink.Targets.CloudLink;

/// <summary>What a mapped value type is in a Cloud Link file.</summary>
public enum ContactRole
{
    /// <summary>It has no place there.</summary>
    None = 0,

    /// <summary><c>offered</c>: how many contacts there were.</summary>
    Offered,

    /// <summary><c>answered</c>: how many of them were handled.</summary>
    Answered,

    /// <summary><c>handlingtime</c>: the seconds of all of them together.</summary>
    HandlingTime,

    /// <summary>The seconds of one on average: × answered it is <c>handlingtime</c>.</summary>
    AverageHandlingTime,
}
