namespace Xlink.Sources.Csv;

/// <summary>What a <see cref="CsvBlockParser"/> found in a line, and the numbers that follow it in <see cref="CsvBlock.Found"/>.</summary>
internal enum CsvLineKind
{
    /// <summary>A row that is used: a value per wanted column, then the weight if one of them is the average handling time.</summary>
    Values,

    /// <summary>
    /// Rows of the same group and interval that are used, put together: how many they are, the sum per wanted column, then the sums of the weights and of value × weight if one of
    /// the columns is the average handling time. Only a row that stands alone may have no value.
    /// </summary>
    Sums,

    /// <summary>Lines that have been put together with others before: how many.</summary>
    Lines,

    /// <summary>A row of a configured group that nothing is wanted of.</summary>
    Unwanted,

    /// <summary>A row of an unknown group: where its name begins and how long it is. Its group number is that of the level above + 1, or 0.</summary>
    UnknownGroup,

    /// <summary>A row of another day: the day, where its date begins and how long it is.</summary>
    OtherDay,

    /// <summary>A row of agent data, with agent and activity as numbers of the parser: when it begins, and how long it lasts.</summary>
    Activity,

    /// <summary>The same of a row that does not say when its activity ends: when it begins.</summary>
    OpenActivity,

    /// <summary>A line without anything.</summary>
    Empty,

    /// <summary>A line that must be kept away from the CSV parser: the <see cref="SkipReason"/>.</summary>
    Skipped,

    /// <summary>Rows for the CSV parser: where they begin, how long they are, and how many lines.</summary>
    Records,
}
