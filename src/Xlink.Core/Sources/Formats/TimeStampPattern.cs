using System;
using System.Linq;

namespace Xlink.Sources.Formats;

/// <summary>What a key such as <c>ActivityStartTimeStampFormat=yyyy/mm/dd;HH:MM:SS</c> says [documented].</summary>
/// <remarks>[Our reading] It says in which order day, month and year stand, and whether date or time comes first. Separators and the form of the time are recognised by themselves.</remarks>
/// <param name="DateOrder">Order of the parts of the date.</param>
/// <param name="IsTimeFirst">Whether the time stands before the date; only possible in two columns.</param>
public sealed record TimeStampPattern(DateOrder DateOrder, bool IsTimeFirst)
{
    private static readonly char[] PartSeparators = [';', ' ', 'T'];

    /// <summary>Reads a pattern; capitals are as good as small letters.</summary>
    /// <param name="text">The pattern: one with a year, a month and a day, and one with the time, with <c>;</c>, a blank or <c>T</c> between them.</param>
    /// <returns>The pattern, or <see langword="null"/> if it is none.</returns>
    public static TimeStampPattern? Parse(string text)
    {
        var parts = (text ?? throw new ArgumentNullException(nameof(text))).Split(PartSeparators, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2)
        {
            return null;
        }

        var datePart = Array.FindIndex(parts, part => part.IndexOf("y", StringComparison.OrdinalIgnoreCase) >= 0);
        return datePart >= 0 && GetOrder(parts[datePart]) is { } order ? new TimeStampPattern(order, datePart == 1) : null;
    }

    private static DateOrder? GetOrder(string date)
        => string.Concat(date.ToLowerInvariant().Where(char.IsLetter).Distinct()) switch
        {
            "dmy" => DateOrder.Dmy,
            "mdy" => DateOrder.Mdy,
            "ymd" => DateOrder.Ymd,
            _ => null,
        };
}
