namespace Xlink.Sources.Formats;

/// <summary>The order of day, month and year in a date: the key <c>DateOrder</c> [documented].</summary>
public enum DateOrder
{
    /// <summary><c>dmy</c>: day, month, year.</summary>
    Dmy,

    /// <summary><c>mdy</c>: month, day, year.</summary>
    Mdy,

    /// <summary><c>ymd</c>: year, month, day.</summary>
    Ymd,
}
