using System;
using System.Linq;
using NodaTime;
using NodaTime.TimeZones;

namespace Xlink.Server.Hosting;

/// <summary>Time zones by their IANA names.</summary>
internal static class LocalZone
{
    /// <summary>The IANA name as the database spells it.</summary>
    /// <exception cref="XlinkException"><c>TimeZoneUnknown</c>.</exception>
    internal static string Find(string name)
        => TzdbDateTimeZoneSource.Default.GetIds().FirstOrDefault(id => string.Equals(id, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw XlinkException.Create(nameof(Messages.TimeZoneUnknown), XlinkErrorCategory.InvalidArgument, name);

    /// <summary>The IANA name of the machine's zone.</summary>
    /// <exception cref="XlinkException"><c>TimeZoneUnknown</c>: the machine has a zone without such a name.</exception>
    internal static string OfThisMachine()
    {
        var local = TimeZoneInfo.Local;
        return Find(local.HasIanaId || !TimeZoneInfo.TryConvertWindowsIdToIanaId(local.Id, out var name) ? local.Id : name);
    }

    /// <summary>The rules of a zone.</summary>
    internal static DateTimeZone Rules(string name) => DateTimeZoneProviders.Tzdb[name];

    /// <summary>The day that it is in a zone.</summary>
    internal static LocalDate Today(TimeProvider clock, DateTimeZone zone) => Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(zone).Date;

    /// <summary>When a day begins in a zone.</summary>
    internal static DateTimeOffset StartOfDay(LocalDate day, DateTimeZone zone) => ToLocal(zone.AtStartOfDay(day).ToInstant().ToDateTimeOffset(), zone);

    /// <summary>The same moment with the offset of a zone; offsets of old days that have seconds are cut to minutes, which is all that a time may carry.</summary>
    internal static DateTimeOffset ToLocal(DateTimeOffset time, DateTimeZone zone)
        => time.ToOffset(TimeSpan.FromMinutes(zone.GetUtcOffset(Instant.FromDateTimeOffset(time)).Seconds / 60));
}
