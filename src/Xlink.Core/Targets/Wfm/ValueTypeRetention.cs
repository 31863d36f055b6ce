using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>How long the values of a value type are kept.</summary>
public sealed record ValueTypeRetention
{
    /// <summary>ID of the value type.</summary>
    public required int Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Days before today that are kept; <see langword="null"/> for ever.</summary>
    public int? Days { get; init; }

    /// <summary>The same in the user's language.</summary>
    [JsonIgnore]
    public string Period => ToPeriod(Days);

    /// <summary>Days, or for ever, in the user's language.</summary>
    internal static string ToPeriod(int? days) => days is { } count ? MessageText.Format(nameof(Messages.RetentionPeriodDays), count) : Messages.RetentionPeriodForEver;
}
