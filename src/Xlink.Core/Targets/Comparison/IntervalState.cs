namespace Xlink.Targets.Comparison;

/// <summary>How the values of an interval on the two sides of a comparison relate.</summary>
public enum IntervalState
{
    /// <summary>They are the same, or as close as the tolerance allows.</summary>
    Equal,

    /// <summary>Both sides have a value, and they differ.</summary>
    Different,

    /// <summary>Only the reference has a value.</summary>
    OnlyReference,

    /// <summary>Only the side that is compared with it has a value.</summary>
    OnlyDifference,
}
