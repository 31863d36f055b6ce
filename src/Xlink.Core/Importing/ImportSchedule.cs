using System;
using NodaTime;
using NodaTime.Text;
using Xlink.Configuration;

namespace Xlink.Importing;

/// <summary>
/// When the service imports call data by itself: every so many minutes, counted from a reference time; once a day for the day before; or
/// never [documented]. The keys in <c>[General]</c> are [our reading]: <c>CallDataImport</c> (<c>none</c>, <c>interval</c>, <c>daily</c>),
/// <c>CallDataImportTime</c> (<c>HH:mm</c>; reference time or time of day) and <c>CallDataImportMinutes</c>.
/// </summary>
public sealed record ImportSchedule
{
    private const string ModeKey = "CallDataImport";
    private const string TimeKey = "CallDataImportTime";
    private const string MinutesKey = "CallDataImportMinutes";
    private const int MinutesPerDay = 24 * 60;

    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>How often.</summary>
    public required ImportScheduleMode Mode { get; init; }

    /// <summary>The reference time of an interval, or the time of a daily import.</summary>
    public LocalTime Time { get; init; } = new(0, 5);

    /// <summary>Minutes from one import to the next: 1 to 1440.</summary>
    public int Minutes { get; init; } = 15;

    /// <summary>Reads the schedule.</summary>
    /// <param name="general">The section <c>[General]</c>, or <see langword="null"/> if there is none.</param>
    /// <returns>The schedule; without keys, none.</returns>
    /// <exception cref="XlinkException"><c>ScheduleValueInvalid</c>, <c>ConfigurationValueInvalid</c>; with file and line.</exception>
    public static ImportSchedule Read(IConfigurationSection? general)
    {
        if (general?.GetText(ModeKey) is not { } mode)
        {
            return new ImportSchedule { Mode = ImportScheduleMode.None };
        }

        return new ImportSchedule
        {
            Mode = Enum.TryParse<ImportScheduleMode>(mode, ignoreCase: true, out var known) && Enum.IsDefined(typeof(ImportScheduleMode), known)
                ? known
                : throw Invalid(general, ModeKey, mode, "none, interval, daily"),
            Time = ReadTime(general) ?? new LocalTime(0, 5),
            Minutes = general.GetInteger(MinutesKey, 1, MinutesPerDay) ?? 15,
        };
    }

    /// <summary>When the next import is due.</summary>
    /// <param name="after">A local moment.</param>
    /// <returns>The first one after it; <see langword="null"/> for no schedule.</returns>
    public LocalDateTime? GetNext(LocalDateTime after) => Mode switch
    {
        ImportScheduleMode.Daily => after.TimeOfDay < Time ? after.Date + Time : after.Date.PlusDays(1) + Time,
        ImportScheduleMode.Interval => NextInterval(after),
        _ => null,
    };

    /// <summary>The days that an import at a scheduled moment covers.</summary>
    /// <param name="due">The moment.</param>
    /// <returns>Daily: the day before [documented]. Interval: the day itself, and with its first import after midnight also the day before, whose last intervals are only complete then [our reading].</returns>
    public DateInterval GetDays(LocalDateTime due) => Mode == ImportScheduleMode.Daily
        ? new DateInterval(due.Date.PlusDays(-1), due.Date.PlusDays(-1))
        : new DateInterval(IsFirstOfDay(due) ? due.Date.PlusDays(-1) : due.Date, due.Date);

    private LocalDateTime NextInterval(LocalDateTime after)
    {
        // The reference time sets the minute on every day: 00:05 with 15 minutes is :05, :20, :35, :50 [documented].
        var offset = ((Time.Hour * 60) + Time.Minute) % Minutes;
        for (var minute = offset; minute < MinutesPerDay; minute += Minutes)
        {
            var due = after.Date.AtMidnight().PlusMinutes(minute);
            if (due > after)
            {
                return due;
            }
        }

        return after.Date.PlusDays(1).AtMidnight().PlusMinutes(offset);
    }

    private bool IsFirstOfDay(LocalDateTime due) => (due.TimeOfDay.Hour * 60) + due.TimeOfDay.Minute < Minutes;

    private static LocalTime? ReadTime(IConfigurationSection general)
    {
        if (general.GetText(TimeKey) is not { } text)
        {
            return null;
        }

        var parsed = TimePattern.Parse(text);
        return parsed.Success ? parsed.Value : throw Invalid(general, TimeKey, text, "HH:mm");
    }

    private static XlinkException Invalid(IConfigurationSection section, string key, string value, string expected)
        => XlinkException.InFile(
            section.FilePath, section.GetLine(key), nameof(Messages.ScheduleValueInvalid), XlinkErrorCategory.InvalidData, key, value, expected);
}
