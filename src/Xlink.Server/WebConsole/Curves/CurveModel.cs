using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole.Curves;

/// <summary>What the page of a curve shows.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="ValueType">Its value type.</param>
/// <param name="IsWeek">Whether it is a week's curve, from Monday to Sunday, or a day's.</param>
/// <param name="Day">The day that was asked for.</param>
/// <param name="Curve">The curve.</param>
public sealed record CurveModel(WfmQueue Queue, WfmValueType ValueType, bool IsWeek, LocalDate Day, Curve Curve)
{
    /// <summary>Days from one page to the next.</summary>
    public int Step => IsWeek ? Curve.DaysBefore : 1;
}
