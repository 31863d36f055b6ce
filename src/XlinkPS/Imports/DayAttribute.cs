using System;
using System.Globalization;
using System.Management.Automation;

namespace XlinkPS.Imports;

/// <summary>
/// Takes <c>2026-11-16</c> for the same day in every culture: PowerShell reads a parameter in the session's, whose calendar may be another one.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DayAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text && DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : inputData;
    }
}
