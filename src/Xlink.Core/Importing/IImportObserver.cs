namespace Xlink.Importing;

/// <summary>Follows an import: a program's progress bar, a cmdlet's streams. Calls come from the import's own thread, one at a time.</summary>
public interface IImportObserver
{
    /// <summary>The import has come further.</summary>
    /// <param name="progress">How far.</param>
    void Progressed(ImportProgress progress);

    /// <summary>A step was done.</summary>
    /// <param name="message">What was done; one sentence.</param>
    void StepDone(string message);

    /// <summary>Something deserves a look.</summary>
    /// <param name="message">What; one sentence or two.</param>
    void Warned(string message);

    /// <summary>An external system could not be imported, or not all of it; the others go on.</summary>
    /// <param name="externalSystem">Its name; several, with commas between them, if a target needs them all.</param>
    /// <param name="failure">Why.</param>
    void Failed(string externalSystem, XlinkException failure);
}
