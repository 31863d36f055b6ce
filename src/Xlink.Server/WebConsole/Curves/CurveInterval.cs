namespace Xlink.Server.WebConsole.Curves;

/// <summary>An interval of a curve.</summary>
/// <param name="Time">When it begins, as the clock shows it.</param>
/// <param name="Value">Its value; <see langword="null"/> for no data, which is not 0.</param>
/// <param name="Before">The value at the same time of the day before that it is compared with.</param>
public sealed record CurveInterval(string Time, decimal? Value, decimal? Before)
{
    /// <summary>What has changed; <see langword="null"/> if one of the two has no data.</summary>
    public decimal? Difference => Value - Before;
}
