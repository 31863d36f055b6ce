using System.Collections.Generic;
using System.Linq;
using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>What the reading of an external system has to say to an admin.</summary>
internal static class ReadingWarnings
{
    // More of them would hide everything else; the log has all.
    private const int MaximumRowWarnings = 20;

    /// <summary>Tells the warnings and the first malformed rows, which the log has already.</summary>
    /// <returns>What was told.</returns>
    internal static IReadOnlyList<string> Tell(ImportReport report, IReadOnlyList<string> warnings, IReadOnlyList<SkippedRow> skippedRows, long rowsSkipped)
    {
        foreach (var warning in warnings)
        {
            report.Warned(warning);
        }

        var skipped = skippedRows.Take(MaximumRowWarnings).Select(row => row.ToString()).ToList();
        if (rowsSkipped > MaximumRowWarnings)
        {
            skipped.Add(MessageText.Format(nameof(Messages.ImportMoreRowsSkipped), rowsSkipped - MaximumRowWarnings));
        }

        skipped.ForEach(report.WarnedOfLogged);
        return [.. warnings, .. skipped];
    }
}
