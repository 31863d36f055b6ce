using System;
using System.Globalization;
using System.Linq;
using NodaTime;
using NodaTime.Text;
using Xlink.Configuration;

namespace Xlink.Importing;

/// <summary>
/// When the service imports call data or agent data by itself: every so many minutes, counted from a reference time; once a day for the day before; or
/// never; separately for both, but not per external system [documented]. The keys in <c>[General]</c> are [our reading]: <c>CallDataImport</c>
/// (<c>none</c>, <c>interval</c>, <c>daily</c>), <c>CallDataImportTime</c> (<c>HH:mm</c>; reference time or time of day) and
/// <c>CallDataImportMinutes</c>, and for agent data <c>AgentDataImport</c>, <c>AgentDataImportTime</c> and <c>AgentDataImportMinutes</c>.
/// </summary>
public sealed record ImportSchedule
{
    /// <summary>Most minutes from one import to the next: a day.</summary>
    public const int MaximumMinutes = MinutesPerDay;

    private const int MinutesPerDay = 24 * 60;

    /// <summary>Whatever was missed longer ago would be a new start rather than a catching up.</summary>
    internal const int LongestCatchUpDays = 31;

    // No clock is changed by more, but for a country that changes sides of the date line.
    private const int MinutesOfClockChange = 180;

    private static readonly Duration LongestCatchUp = Duration.FromDays(LongestCatchUpDays);

    // More than from any due time to the next, even where the clock is put back.
    private static readonly Duration MoreThanADay = Duration.FromHours(26);

    private static readonly ImportKind[] Kinds = [ImportKind.CallData, ImportKind.AgentData];

    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The schedule that never imports.</summary>
    public static ImportSchedule None { get; } = new() { Mode = ImportScheduleMode.None };

    /// <summary>How often.</summary>
    public required ImportScheduleMode Mode { get; init; }

    /// <summary>The reference time of an interval, or the time of a daily import.</summary>
    public LocalTime Time { get; init; } = new(0, 5);

    /// <summary><see cref="Time"/> as the time since midnight, for callers that do without NodaTime.</summary>
    public TimeSpan TimeOfDay => TimeSpan.FromTicks(Time.TickOfDay);

    /// <summary>Minutes from one import to the next: 1 to 1440.</summary>
    public int Minutes { get; init; } = 15;

    /// <summary>Reads the schedule.</summary>
    /// <param name="general">The section <c>[General]</c>, or <see langword="null"/> if there is none.</param>
    /// <param name="kind">Of call data or of agent data.</param>
    /// <returns>The schedule; without keys, none.</returns>
    /// <exception cref="XlinkException"><c>ScheduleValueInvalid</c>, <c>ConfigurationValueInvalid</c>; with file and line.</exception>
    public static ImportSchedule Read(IConfigurationSection? general, ImportKind kind = ImportKind.CallData)
    {
        if (general is null)
        {
            return None;
        }

        var modeKey = GetModeKey(kind);
        return new ImportSchedule
        {
            Mode = general.GetText(modeKey)?.ToUpperInvariant() switch
            {
                null or "NONE" => ImportScheduleMode.None,
                "INTERVAL" => ImportScheduleMode.Interval,
                "DAILY" => ImportScheduleMode.Daily,
                _ => throw Invalid(general, modeKey, general.GetText(modeKey)!, "none, interval, daily"),
            },
            Time = ReadTime(general, GetTimeKey(kind)) ?? new LocalTime(0, 5),
            Minutes = general.GetInteger(GetMinutesKey(kind), 1, MinutesPerDay) ?? 15,
        };
    }

    /// <summary>Sets keys of the schedule; what is <see langword="null"/> stays as it is.</summary>
    /// <param name="configuration">The configuration; it is not saved.</param>
    /// <param name="kind">Of call data or of agent data.</param>
    /// <param name="mode">How often.</param>
    /// <param name="time">The reference time of an interval, or the time of a daily import: whole minutes below 24 hours.</param>
    /// <param name="minutes">Minutes from one import to the next: 1 to <see cref="MaximumMinutes"/>.</param>
    /// <exception cref="XlinkException"><c>ScheduleTimeInvalid</c>; the errors of <see cref="IniDocument.SetValue"/>.</exception>
    public static void Write(IspsUlConfiguration configuration, ImportKind kind, ImportScheduleMode? mode, TimeSpan? time, int? minutes)
    {
        var document = (configuration ?? throw new ArgumentNullException(nameof(configuration))).Document;
        if (mode is { } newMode)
        {
            document.SetValue(GeneralSettings.SectionName, GetModeKey(kind), GetText(newMode));
        }

        if (time is { } newTime)
        {
            var localTime = newTime >= TimeSpan.Zero && newTime < TimeSpan.FromDays(1) && newTime.Ticks % TimeSpan.TicksPerMinute == 0
                ? LocalTime.FromTicksSinceMidnight(newTime.Ticks)
                : throw XlinkException.Create(nameof(Messages.ScheduleTimeInvalid), XlinkErrorCategory.InvalidArgument, newTime);
            document.SetValue(GeneralSettings.SectionName, GetTimeKey(kind), TimePattern.Format(localTime));
        }

        if (minutes is { } newMinutes)
        {
            document.SetValue(GeneralSettings.SectionName, GetMinutesKey(kind), newMinutes.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>When the next import is due.</summary>
    /// <param name="after">A moment.</param>
    /// <param name="zone">The zone of the schedule's times.</param>
    /// <returns>
    /// The first one after it; <see langword="null"/> for no schedule. [Our reading] A time that the clock leaves out is moved forward by as much; a
    /// time that it shows twice counts once for a daily import, and twice for one every so many minutes.
    /// </returns>
    public Instant? GetNext(Instant after, DateTimeZone zone) => Mode switch
    {
        ImportScheduleMode.Daily => NextDaily(after, zone),
        ImportScheduleMode.Interval => NextInterval(after, zone),
        _ => null,
    };

    /// <summary>The days that an import at a scheduled moment covers.</summary>
    /// <param name="due">The moment in local time.</param>
    /// <returns>Daily: the day before [documented]. Interval: the day itself, and in its first minutes, as many as the interval has, also the day before, whose last intervals are only complete then [our reading].</returns>
    public DateInterval GetDays(LocalDateTime due) => Mode == ImportScheduleMode.Daily
        ? new DateInterval(due.Date.PlusDays(-1), due.Date.PlusDays(-1))
        : new DateInterval(IsSoonAfterMidnight(due) ? due.Date.PlusDays(-1) : due.Date, due.Date);

    /// <summary>The days of all imports that were due in a span of time; what was missed is made up for in one import [documented: "at the next run"].</summary>
    /// <param name="after">When everything due had been imported.</param>
    /// <param name="now">The present moment. No more than the last 31 days before it are looked at.</param>
    /// <param name="zone">The zone of the schedule's times.</param>
    /// <returns>From the first day of the first of them to the last day of the last; <see langword="null"/> if none was due.</returns>
    public DateInterval? GetDaysDue(Instant after, Instant now, DateTimeZone zone)
    {
        if (GetNext(Instant.Max(after, now - LongestCatchUp), zone) is not { } first || first > now)
        {
            return null;
        }

        var last = first;
        var before = Mode == ImportScheduleMode.Daily ? MoreThanADay : Duration.FromMinutes(Minutes + MinutesOfClockChange);
        for (var next = GetNext(Instant.Max(first, now - before), zone); next <= now; next = GetNext(last, zone))
        {
            last = next.Value;
        }

        return new DateInterval(GetDays(first.InZone(zone).LocalDateTime).Start, GetDays(last.InZone(zone).LocalDateTime).End);
    }

    /// <summary>Whether a key of <c>[General]</c> belongs to a schedule.</summary>
    internal static bool IsKey(string key) => Kinds.SelectMany(kind => new[] { GetModeKey(kind), GetTimeKey(kind), GetMinutesKey(kind) }).Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The key that says how often.</summary>
    internal static string GetModeKey(ImportKind kind) => kind + "Import";

    /// <summary>The key of the reference time, or time of day.</summary>
    internal static string GetTimeKey(ImportKind kind) => kind + "ImportTime";

    /// <summary>The key of the minutes from one import to the next.</summary>
    internal static string GetMinutesKey(ImportKind kind) => kind + "ImportMinutes";

    private static string GetText(ImportScheduleMode mode) => mode.ToString().ToLowerInvariant();

    private Instant NextDaily(Instant after, DateTimeZone zone)
    {
        for (var date = after.InZone(zone).Date; ; date = date.PlusDays(1))
        {
            var due = (date + Time).InZoneLeniently(zone).ToInstant();
            if (due > after)
            {
                return due;
            }
        }
    }

    // Counted from the reference time of each day: 00:05 with 15 minutes is :05, :20, :35, :50 [documented].
    private Instant NextInterval(Instant after, DateTimeZone zone)
        => FindNextInterval(after, zone, HasOneOffset(after, zone) ? 0 : MinutesOfClockChange) ?? FindNextInterval(after, zone, 2 * MinutesPerDay)!.Value;

    /// <summary>Looks for the next time among those that are near by the clock.</summary>
    private Instant? FindNextInterval(Instant after, DateTimeZone zone, int minutesAround)
    {
        // What is counted from yesterday reaches into today. By the clock some times come twice or not at all, so the first is sought in real time.
        var now = after.InZone(zone).LocalDateTime;
        var next = default(Instant?);
        for (var date = now.Date.PlusDays(-1); date <= now.Date.PlusDays(1); date = date.PlusDays(1))
        {
            var passed = (int)Period.Between(date + Time, now, PeriodUnits.Minutes).Minutes;
            var last = Math.Min(passed + Minutes + minutesAround, MinutesPerDay - 1);
            for (var minute = Math.Max(0, (passed - minutesAround) / Minutes * Minutes); minute <= last; minute += Minutes)
            {
                var due = (date + Time).PlusMinutes(minute);
                var local = zone.MapLocal(due);
                next = Earlier(next, local.Count == 0 ? due.InZoneLeniently(zone).ToInstant() : local.First().ToInstant(), after);
                next = Earlier(next, local.Count > 1 ? local.Last().ToInstant() : null, after);
            }
        }

        return next;
    }

    // Whether no clock changes between shortly before a moment and the next time.
    private bool HasOneOffset(Instant moment, DateTimeZone zone)
    {
        var interval = zone.GetZoneInterval(moment);
        var around = Duration.FromMinutes(MinutesOfClockChange);
        return (!interval.HasStart || interval.Start + around < moment) && (!interval.HasEnd || moment + around + Duration.FromMinutes(Minutes) < interval.End);
    }

    private static Instant? Earlier(Instant? best, Instant? candidate, Instant after)
        => candidate > after && (best is null || candidate < best) ? candidate : best;

    private bool IsSoonAfterMidnight(LocalDateTime due) => (due.TimeOfDay.Hour * 60) + due.TimeOfDay.Minute < Minutes;

    private static LocalTime? ReadTime(IConfigurationSection general, string key)
    {
        if (general.GetText(key) is not { } text)
        {
            return null;
        }

        var parsed = TimePattern.Parse(text);
        return parsed.Success ? parsed.Value : throw Invalid(general, key, text, "HH:mm");
    }

    private static XlinkException Invalid(IConfigurationSection section, string key, string value, string expected)
        => XlinkException.InFile(
            section.FilePath, section.GetLine(key), nameof(Messages.ScheduleValueInvalid), XlinkErrorCategory.InvalidData, key, value, expected);
}
