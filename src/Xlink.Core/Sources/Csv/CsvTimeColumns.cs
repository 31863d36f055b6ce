namespace Xlink.Sources.Csv;

/// <summary>Where a row says when an activity begins or ends, counted from 1.</summary>
/// <param name="TimeStampColumn">Column of date and time together; <see langword="null"/> if they stand in columns of their own.</param>
/// <param name="DateColumn">Column of the date; <see langword="null"/> with <paramref name="TimeStampColumn"/>, or for an end that is less than a day after the start.</param>
/// <param name="TimeColumn">Column of the time; <see langword="null"/> with <paramref name="TimeStampColumn"/>.</param>
public sealed record CsvTimeColumns(int? TimeStampColumn, int? DateColumn, int? TimeColumn);
