namespace Xlink.Sources;

/// <summary>Why a row was skipped.</summary>
public enum SkipReason
{
    /// <summary>It has fewer columns than <c>ColumnNames</c> has names.</summary>
    TooFewColumns,

    /// <summary>It has more columns than <c>ColumnNames</c> has names.</summary>
    TooManyColumns,

    /// <summary>Its date is not one.</summary>
    Date,

    /// <summary>Its time is not one.</summary>
    Time,

    /// <summary>Its timestamp is not one.</summary>
    TimeStamp,

    /// <summary>One of its values is not a number, or one that is too large.</summary>
    Number,

    /// <summary>It is longer than any row of call data can be.</summary>
    TooLong,

    /// <summary>A quote is opened and not closed.</summary>
    UnclosedQuote,

    /// <summary>Text follows a closing quote.</summary>
    TextAfterQuote,
}
