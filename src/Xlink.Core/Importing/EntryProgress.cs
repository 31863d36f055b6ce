using System;
using System.Linq;
using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>How far the import into one server is, whose external systems are read and written by turns.</summary>
/// <param name="report">Is told it.</param>
/// <param name="share">Its share of the whole import.</param>
/// <param name="count">Number of external systems.</param>
internal sealed class EntryProgress(ImportReport report, ProgressShare share, int count)
{
    // Uploading is the larger part of an import: see docs/performance.md.
    private const double ReadingShare = 0.25;

    private readonly double[] read = new double[count];
    private readonly double[] written = new double[count];

    /// <summary>Follows the reading of an external system.</summary>
    internal IProgress<SourceProgress> ReadingOf(int index, string externalSystem) => report.ReadingOf(externalSystem, fraction =>
    {
        read[index] = fraction;
        return Current;
    });

    /// <summary>An external system has been read, or will not be.</summary>
    internal void HasRead(int index) => read[index] = 1;

    /// <summary>An external system has been written until a day.</summary>
    internal void Written(int index, string externalSystem, DateTime day, double fraction)
    {
        written[index] = fraction;
        report.Progressed(new ImportProgress
        {
            ExternalSystem = externalSystem,
            Activity = MessageText.Format(nameof(Messages.ImportWriting), day),
            Fraction = Current,
        });
    }

    /// <summary>Nothing more of an external system will be written.</summary>
    internal void HasWritten(int index) => written[index] = 1;

    private double Current => share.At(((ReadingShare * read.Sum()) + ((1 - ReadingShare) * written.Sum())) / count);
}
