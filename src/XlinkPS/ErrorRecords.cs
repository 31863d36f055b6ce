using System;
using System.Management.Automation;
using Xlink;

namespace XlinkPS;

/// <summary>The one place where error records are made.</summary>
internal static class ErrorRecords
{
    // PowerShell 7 shows the recommended action below an error's message; Windows PowerShell does not.
    private static readonly bool ShowsRecommendedAction = typeof(PSObject).Assembly.GetName().Version.Major >= 7;

    /// <summary>The error record of an exception: its ID, category and remedy, about <paramref name="target"/>.</summary>
    internal static ErrorRecord From(XlinkException exception, object? target)
    {
        var category = Enum.TryParse<ErrorCategory>(exception.Category.ToString(), out var known) ? known : ErrorCategory.NotSpecified;
        return new ErrorRecord(exception, exception.ErrorId, category, target ?? exception.FilePath)
        {
            ErrorDetails = exception.Remedy.Length == 0
                ? null
                : new ErrorDetails(ShowsRecommendedAction ? exception.Message : exception.Message + " " + exception.Remedy) { RecommendedAction = exception.Remedy },
        };
    }
}
