namespace Xlink.Sources;

/// <summary>Why a row was skipped.</summary>
public enum SkipReason
{
    /// <summary>It has fewer columns than the configuration has names.</summary>
    TooFewColumns,

    /// <summary>It has more columns than the configuration has names.</summary>
    TooManyColumns,

    /// <summary>Its date is not one.</summary>
    Date,

    /// <summary>Its time is not one.</summary>
    Time,

    /// <summary>Its timestamp is not one.</summary>
    TimeStamp,

    /// <summary>One of its values is not a number, or one that is too large.</summary>
    Number,

    /// <summary>The ID of its agent does not consist of digits only.</summary>
    AgentId,

    /// <summary>It has no ID of an activity, or one with control characters.</summary>
    ActivityId,

    /// <summary>Its duration is not a number of seconds.</summary>
    Duration,

    /// <summary>Its end lies before its start.</summary>
    EndBeforeStart,

    /// <summary>It is longer than any row can be.</summary>
    TooLong,

    /// <summary>A quote is opened and not closed.</summary>
    UnclosedQuote,

    /// <summary>Text follows a closing quote.</summary>
    TextAfterQuote,
}
