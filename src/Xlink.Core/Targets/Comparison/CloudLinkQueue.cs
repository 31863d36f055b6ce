using NodaTime;

namespace Xlink.Targets.Comparison;

/// <summary>A queue in Cloud Link files, and the value types of the WFM server that its columns stand for.</summary>
/// <param name="Identifier">What the files tell it by.</param>
/// <param name="Path">Its path on the WFM server.</param>
/// <param name="Offered">Name of the value type with the contacts.</param>
/// <param name="Answered">Name of the value type with the handled ones.</param>
/// <param name="HandlingTime">Name of the value type with their seconds; <see langword="null"/> for none.</param>
/// <param name="IsAverage">Whether those are the seconds of one.</param>
/// <param name="FileZone">The zone that its rows are in.</param>
/// <param name="ContactMinutes">Minutes of the intervals that rows of single contacts are added up to.</param>
public sealed record CloudLinkQueue(string Identifier, string Path, string Offered, string Answered, string? HandlingTime, bool IsAverage, DateTimeZone FileZone, int ContactMinutes = 15);
