using System;
using NodaTime;

namespace Xlink.Importing;

/// <summary>What a manual or automatic import of call data covers.</summary>
public sealed record CallDataImportOptions : ImportOptions
{
    /// <inheritdoc cref="ImportOptions.StartingOn"/>
    public static new CallDataImportOptions StartingOn(DateTime day) => new() { StartDate = LocalDate.FromDateTime(day) };

    /// <summary>The same without parts.</summary>
    internal CallDataImportOptions AtOnce => this with { DaysOfPart = MaximumDays };
}
