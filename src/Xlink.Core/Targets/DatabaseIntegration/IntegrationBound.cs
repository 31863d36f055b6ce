using System;
using NodaTime;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>One end of the period that a query reads: a placeholder that whoever runs it puts a time in for, or the time itself [our reading].</summary>
/// <param name="Placeholder">The placeholder.</param>
/// <param name="Time">The time, instead of the placeholder.</param>
public sealed record IntegrationBound(string Placeholder, LocalDateTime? Time)
{
    /// <summary>The beginning of the period where nothing else is said.</summary>
    public static IntegrationBound DefaultFrom { get; } = new(":from", Time: null);

    /// <summary>The end of the period where nothing else is said.</summary>
    public static IntegrationBound DefaultTo { get; } = new(":to", Time: null);

    /// <summary>The end of a period, for callers that do without NodaTime.</summary>
    /// <param name="placeholder">The placeholder.</param>
    /// <param name="time">The time, instead of the placeholder.</param>
    /// <returns>The end.</returns>
    public static IntegrationBound At(string placeholder, DateTime? time) => new(placeholder, time is { } known ? LocalDateTime.FromDateTime(known) : null);

    /// <summary>The placeholder, if it is in the query.</summary>
    internal string? Shown => Time is null ? Placeholder : null;

    /// <summary>The time as SQL has it.</summary>
    internal string Write(SqlSyntax sql) => Time is { } time ? sql.Time(time) : sql.Time(Placeholder);
}
