using System;
using System.Globalization;
using Xlink.Odbc;
using Xlink.Sources.Text;

namespace Xlink.Sources.Universal;

/// <summary>Says which value of a row cannot be used.</summary>
internal static class UniversalValue
{
    private const int MaximumShownLength = 60;

    /// <summary>A value as text for a message.</summary>
    internal static string Show(OdbcBoundColumn column, int index) => column.IsNull(index) ? "NULL" : column.Buffer switch
    {
        OdbcBuffer.Integer => column.GetInteger(index).ToString(CultureInfo.InvariantCulture),
        OdbcBuffer.Double => column.GetDouble(index).ToString("R", CultureInfo.InvariantCulture),
        OdbcBuffer.TimeStamp => column.GetTimeStamp(index).ToString(),
        _ => FieldText.Show(column.GetBytes(index, out _)),
    };

    /// <summary>A malformed row.</summary>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <param name="number">Number of the row in the result, counted from 1.</param>
    /// <param name="reason">The kind of mistake.</param>
    /// <param name="message">Name of the message.</param>
    /// <param name="value">The value.</param>
    /// <param name="expression">Its column or SQL expression.</param>
    internal static SkippedRow Skip(string externalSystem, long number, SkipReason reason, string message, string value, string expression)
        => new(
            externalSystem,
            (int)Math.Min(number, int.MaxValue),
            reason,
            MessageText.Format(message, value, expression.Length > MaximumShownLength ? expression.Substring(0, MaximumShownLength) + "…" : expression))
        {
            IsOfQuery = true,
        };
}
