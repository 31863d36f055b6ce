using System;
using System.IO;
using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>Passes the progress of reading one external system on, as its share of the whole import.</summary>
/// <param name="observer">Is told it.</param>
/// <param name="externalSystem">What is read.</param>
/// <param name="toFraction">How far the import is when the reading is that far.</param>
internal sealed class ReadingProgress(IImportObserver observer, string externalSystem, Func<double, double> toFraction) : IProgress<SourceProgress>
{
    public void Report(SourceProgress value)
        => observer.Progressed(new ImportProgress
        {
            ExternalSystem = externalSystem,
            Activity = MessageText.Format(nameof(Messages.ImportReadingFile), Path.GetFileName(value.Source), value.Number, value.Count, value.RowsRead),
            Fraction = toFraction(value.TotalBytes == 0 ? 1 : (double)value.BytesRead / value.TotalBytes),
        });
}
