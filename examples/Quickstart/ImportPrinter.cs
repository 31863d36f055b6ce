using System;
using System.Globalization;
using Xlink;
using Xlink.Importing;

namespace Quickstart;

/// <summary>Prints the progress of an import, a line per step.</summary>
internal sealed class ImportPrinter : IImportObserver
{
    public void Progressed(ImportProgress progress)
        => Console.WriteLine($"   {progress.Fraction.ToString("P0", CultureInfo.CurrentCulture),5}  {progress.Activity}");

    public void StepDone(string message) => Console.WriteLine("          " + message);

    public void Warned(string message) => Console.WriteLine("   !  " + message);

    public void Failed(string externalSystem, XlinkException failure) => Console.WriteLine($"   !  {externalSystem}: {failure.Message}");
}
