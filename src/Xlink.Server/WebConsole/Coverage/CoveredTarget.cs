using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole.Coverage;

/// <summary>A queue's value type and its latest data.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="ValueType">Its value type.</param>
/// <param name="LastDay">The latest day with data; <see langword="null"/> if there is none among the days that were looked at.</param>
/// <param name="DaysWithout">Days since then, up to today; <see langword="null"/> without a last day.</param>
public sealed record CoveredTarget(WfmQueue Queue, WfmValueType ValueType, LocalDate? LastDay, int? DaysWithout)
{
    /// <summary>Days that may be without data, as a daily import brings those of yesterday.</summary>
    internal const int MaximumDaysWithout = 1;

    /// <summary>Whether it lacks data.</summary>
    public bool IsMissing => DaysWithout is not <= MaximumDaysWithout;
}
