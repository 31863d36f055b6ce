using System;
using System.Globalization;

namespace Xlink.Scripting.Runtime;

/// <summary>
/// Parts of a date. A date is a number as in VBA (days since 30 December 1899) or a text in one of the forms below, which no culture
/// changes [our reading]. There is no clock: only dates that the script brings itself.
/// </summary>
internal static class DateFunctions
{
    private const int DaysPerWeek = 7;

    private static readonly string[] Forms =
    [
        "yyyy-M-d", "yyyy-M-d H:m", "yyyy-M-d H:m:s", "yyyy-M-d'T'H:m", "yyyy-M-d'T'H:m:s",
        "M/d/yyyy", "M/d/yyyy H:m", "M/d/yyyy H:m:s", "M/d/yyyy h:m tt", "M/d/yyyy h:m:s tt",
        "d.M.yyyy", "d.M.yyyy H:m", "d.M.yyyy H:m:s",
        "H:m", "H:m:s", "h:m tt", "h:m:s tt",
    ];

    internal static int Weekday(ScriptState state, Variant date) => Weekday(state, date, firstDay: 1);

    /// <summary>1 is the first day of the week, Sunday unless <paramref name="firstDay"/> (1 Sunday … 7 Saturday) says otherwise.</summary>
    internal static int Weekday(ScriptState state, Variant date, int firstDay)
    {
        if (firstDay is < 1 or > DaysPerWeek)
        {
            state.Fail(ScriptErrorCode.InvalidArgument, "Weekday");
        }

        return (((int)Read(state, date).DayOfWeek + 1 - firstDay + DaysPerWeek) % DaysPerWeek) + 1;
    }

    internal static int Year(ScriptState state, Variant date) => Read(state, date).Year;

    internal static int Month(ScriptState state, Variant date) => Read(state, date).Month;

    internal static int Day(ScriptState state, Variant date) => Read(state, date).Day;

    internal static int Hour(ScriptState state, Variant date) => Read(state, date).Hour;

    internal static int Minute(ScriptState state, Variant date) => Read(state, date).Minute;

    internal static int Second(ScriptState state, Variant date) => Read(state, date).Second;

    private static DateTime Read(ScriptState state, Variant date)
    {
        const double Lowest = -657434;
        const double Highest = 2958466;
        if (date.IsString && TryRead(date.Text, out var day))
        {
            return day;
        }

        var number = Conversion.ToDouble(state, date);
        if (number is > Lowest and < Highest)
        {
            return DateTime.FromOADate(number);
        }

        state.Fail(ScriptErrorCode.InvalidArgument, "Date");
        return default;
    }

    private static bool TryRead(string text, out DateTime day)
        => DateTime.TryParseExact(
            text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out day);
}
