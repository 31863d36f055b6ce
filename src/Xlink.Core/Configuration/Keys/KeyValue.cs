using Xlink.Sources;

namespace Xlink.Configuration.Keys;

/// <summary>Whether a value can be one of its key, time zones included.</summary>
internal static class KeyValue
{
    internal static bool IsRight(ConfigurationKey key, string value) => key.Kind == KeyKind.TimeZone ? SourceTimeZone.TryParse(value, out _) : key.Accepts(value);

    /// <summary>What the value has to be, as it follows "Set … to".</summary>
    internal static string Expected(ConfigurationKey key, string value) => key.Kind == KeyKind.TimeZone
        ? MessageText.Format(nameof(Messages.SourceExpectedTimeZone), string.Join(", ", SourceTimeZone.FindNearestNames(value)))
        : key.Expected;
}
