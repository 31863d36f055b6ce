using Xlink.Sources;

namespace Xlink.Configuration.Keys;

/// <summary>Whether a value can be one of its key, time zones included.</summary>
internal static class KeyValue
{
    internal static bool IsRight(ConfigurationKey key, string value) => key.Kind switch
    {
        KeyKind.TimeZone => SourceTimeZone.TryParse(value, out _),
        KeyKind.ZoneName => SourceTimeZone.TryParse(value, out var zone) && zone.Zone is not null,
        _ => key.Accepts(value),
    };

    /// <summary>What the value has to be, as it follows "Set … to".</summary>
    internal static string Expected(ConfigurationKey key, string value) => key.Kind switch
    {
        KeyKind.TimeZone => MessageText.Format(nameof(Messages.SourceExpectedTimeZone), string.Join(", ", SourceTimeZone.FindNearestNames(value))),
        KeyKind.ZoneName => MessageText.Format(nameof(Messages.CheckExpectedZoneName), string.Join(", ", SourceTimeZone.FindNearestNames(value))),
        _ => key.Expected,
    };
}
