using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Logging;
using Xlink.Sources;
using Xlink.Targets;

namespace Xlink.Importing;

/// <summary>Where an import tells what it does: everything goes to the log and to whoever looks on.</summary>
internal sealed class ImportReport(IImportObserver observer, ILog log)
{
    private readonly HashSet<string> incomplete = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(IReadOnlyList<string> ExternalSystems, string Message)> failures = [];
    private readonly List<(IReadOnlyList<string> ExternalSystems, string Message)> warnings = [];

    private ImportReport(IImportObserver observer, ILog log, ImportReport whole)
        : this(observer, log) => (incomplete, failures, warnings) = (whole.incomplete, whole.failures, whole.warnings);

    /// <summary>Gets what scripts print.</summary>
    internal ILog Log => log;

    /// <summary>The same report with another log.</summary>
    internal ImportReport WithLog(ILog other) => new(observer, other, this);

    /// <summary>What was not imported, and why.</summary>
    internal IReadOnlyList<(IReadOnlyList<string> ExternalSystems, string Message)> Failures => failures;

    /// <summary>Warnings of certain external systems, which no result has.</summary>
    internal IReadOnlyList<(IReadOnlyList<string> ExternalSystems, string Message)> Warnings => warnings;

    /// <summary>Whether something of an external system has not arrived. Its source files must stay.</summary>
    internal bool IsIncomplete(string externalSystem) => incomplete.Contains(externalSystem);

    /// <summary>Whether everything has arrived.</summary>
    internal bool IsComplete => incomplete.Count == 0;

    /// <summary>Notes that not everything of external systems arrives; why is reported elsewhere.</summary>
    internal void Incomplete(IEnumerable<string> externalSystems) => incomplete.UnionWith(externalSystems);

    /// <summary>Notes that files were not read, or not to an end that they do not have yet. To be called when nothing more is to be done with them.</summary>
    internal void IncompleteIfFilesAre(IReadOnlyList<SourceFile> files, IEnumerable<string> externalSystems)
    {
        if (files.Any(file => !file.WasRead || file.IsUnfinished))
        {
            Incomplete(externalSystems);
        }
    }

    internal void Progressed(ImportProgress progress) => observer.Progressed(progress);

    internal IProgress<SourceProgress> ReadingOf(string externalSystem, ProgressShare share) => ReadingOf(externalSystem, share.At);

    internal IProgress<SourceProgress> ReadingOf(string externalSystem, Func<double, double> toFraction) => new ReadingProgress(observer, externalSystem, toFraction);

    internal void StepDone(string message)
    {
        log.Info(message);
        observer.StepDone(message);
    }

    internal void Warned(string message)
    {
        log.Warning(message);
        observer.Warned(message);
    }

    /// <summary>Warns of something that certain external systems will not do.</summary>
    internal void Warned(string message, IReadOnlyList<string> externalSystems)
    {
        warnings.Add((externalSystems, message));
        Warned(message);
    }

    /// <summary>Warns of a server that is reached without TLS over a network.</summary>
    internal void TellProtection(ServerUrl url)
    {
        if (url.IsUnprotected)
        {
            Warned(MessageText.Format(nameof(Messages.PasswordUnencryptedOnNetwork), url));
        }
    }

    /// <summary>A warning whose details the log has already.</summary>
    internal void WarnedOfLogged(string message) => observer.Warned(message);

    /// <summary>Tells what became of source files.</summary>
    internal void Tell(IEnumerable<ImportedFile> outcomes)
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.Message.Length > 0))
        {
            if (outcome.Action == SourceFileAction.Leave)
            {
                Warned(outcome.Message);
            }
            else
            {
                StepDone(outcome.Message);
            }
        }
    }

    /// <summary>Something was not imported.</summary>
    /// <param name="externalSystems">The external systems of which not everything arrives.</param>
    /// <param name="failure">Why.</param>
    internal void Failed(IReadOnlyList<string> externalSystems, XlinkException failure)
    {
        Incomplete(externalSystems);
        failures.Add((externalSystems, failure.Message));
        log.Error(failure.Message);
        observer.Failed(string.Join(", ", externalSystems), failure);
    }
}
