using NodaTime;
using NodaTime.Text;
using Xlink.Server.Api;

namespace Xlink.Server;

/// <summary>Which days can be stored and read.</summary>
internal static class DayRule
{
    /// <summary>First day that can be stored [our reading].</summary>
    internal static readonly LocalDate FirstDay = new(1900, 1, 1);

    /// <summary>Last day that can be stored [our reading].</summary>
    internal static readonly LocalDate LastDay = new(2999, 12, 31);

    /// <summary>Refuses a day that cannot be stored.</summary>
    internal static void Check(LocalDate day)
    {
        if (!CanBeStored(day))
        {
            throw Refusal.DayOutOfRange(LocalDatePattern.Iso.Format(day), FirstDay, LastDay);
        }
    }

    /// <summary>Reads the first and the last day of a request's address.</summary>
    /// <param name="from">The first day, written like 2014-12-23.</param>
    /// <param name="to">The last day.</param>
    /// <param name="maximum">How many days may be asked for at once.</param>
    internal static (LocalDate First, LocalDate Last) ReadRange(string from, string to, int maximum)
    {
        var (first, last) = (Read(from), Read(to));
        return last >= first && Period.DaysBetween(first, last) < maximum ? (first, last) : throw Refusal.DayRangeInvalid(maximum);
    }

    private static LocalDate Read(string text)
        => LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day) && CanBeStored(day)
            ? day
            : throw Refusal.DayOutOfRange(text.Length > 20 ? text[..20] : text, FirstDay, LastDay);

    private static bool CanBeStored(LocalDate day) => day >= FirstDay && day <= LastDay;
}
