using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xlink.Installation.Backups;
using XlinkPS.Completion;

namespace XlinkPS.Installations;

/// <summary>Completes the backups of the installation already named, the newest first.</summary>
public sealed class BackupCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override bool KeepsOrder => true;

    /// <inheritdoc/>
    protected override IEnumerable<CompletionValue> GetValues(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => FindInstallation(boundParameters) is { } path
            ? InstallationBackup.FindFiles(path).Select(file => new CompletionValue(file.FullName, file.LastWriteTime.ToString("g", CultureInfo.CurrentCulture)))
            : [];
}
