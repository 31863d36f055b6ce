using System;
using System.Globalization;

namespace Xlink.Logging;

/// <summary>The documented form of a log line: <c>03/17/22 12:15:48 &gt; text</c>, month first, local time [documented].</summary>
internal static class LogLine
{
    private const string TimeFormat = "MM/dd/yy HH:mm:ss";
    private const string Separator = " > ";
    private const string WarningMark = "Warning: ";
    private const string ErrorMark = "Error: ";
    private const int LongestText = 8192;
    private const string Cut = " [...]";

    internal static string Format(DateTime time, LogLevel level, string text)
    {
        var mark = level switch { LogLevel.Warning => WarningMark, LogLevel.Error => ErrorMark, _ => string.Empty };
        var kept = text.Length > LongestText ? text.Substring(0, LongestText) + Cut : text;
        return time.ToString(TimeFormat, CultureInfo.InvariantCulture) + Separator + mark + OneLine.Escape(kept);
    }

    /// <summary>Reads a line back; <see langword="false"/> if it does not begin with a time in the documented form.</summary>
    internal static bool TryParse(string line, out DateTime time, out LogLevel level, out string text)
    {
        var textStart = TimeFormat.Length + Separator.Length;
        level = LogLevel.Info;
        text = line;
        if (!TryParseTime(line, out time) || string.CompareOrdinal(line, TimeFormat.Length, Separator, 0, Separator.Length) != 0)
        {
            return false;
        }

        if (HasMark(line, textStart, WarningMark))
        {
            (level, textStart) = (LogLevel.Warning, textStart + WarningMark.Length);
        }
        else if (HasMark(line, textStart, ErrorMark))
        {
            (level, textStart) = (LogLevel.Error, textStart + ErrorMark.Length);
        }

        text = line.Substring(textStart);
        return true;
    }

    private static bool HasMark(string line, int start, string mark) => string.CompareOrdinal(line, start, mark, 0, mark.Length) == 0;

    private static bool TryParseTime(string line, out DateTime time)
    {
        time = default;
        if (line.Length < TimeFormat.Length || line[2] != '/' || line[5] != '/' || line[8] != ' ' || line[11] != ':' || line[14] != ':')
        {
            return false;
        }

        int month = TwoDigits(line, 0), day = TwoDigits(line, 3), year = TwoDigits(line, 6);
        int hour = TwoDigits(line, 9), minute = TwoDigits(line, 12), second = TwoDigits(line, 15);
        if (year < 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000 + year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        time = new DateTime(2000 + year, month, day, hour, minute, second, DateTimeKind.Local);
        return true;
    }

    private static int TwoDigits(string line, int start)
    {
        int tens = line[start] - '0', ones = line[start + 1] - '0';
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9 ? (tens * 10) + ones : -1;
    }
}
