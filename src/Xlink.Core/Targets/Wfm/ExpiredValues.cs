using System.Text.Json.Serialization;
using NodaTime;

namespace Xlink.Targets.Wfm;

/// <summary>Day vectors of a value type that are over.</summary>
public sealed record ExpiredValues
{
    /// <summary>ID of the value type.</summary>
    public required int Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The first day that stays.</summary>
    [JsonConverter(typeof(LocalDateJsonConverter))]
    public required LocalDate Before { get; init; }

    /// <summary>How many there are before it.</summary>
    public required long DayVectors { get; init; }
}
