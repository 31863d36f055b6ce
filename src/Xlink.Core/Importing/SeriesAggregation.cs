namespace Xlink.Importing;

/// <summary>How the rows of one interval become one value.</summary>
public enum SeriesAggregation
{
    /// <summary>They are added up [documented].</summary>
    Sum,

    /// <summary>
    /// They are averaged: the column named by <c>AHTColumn</c> [our reading]. Where <c>AHTWeightColumn</c> is set, by the weights of the rows;
    /// where it is not, or all weights of an interval are 0, each row counts once.
    /// </summary>
    Average,
}
