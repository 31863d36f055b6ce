using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Installation;
using XlinkPS.Completion;

namespace XlinkPS.Installations;

/// <summary>Completes the registered installations of this computer; PowerShell itself completes other folders.</summary>
public sealed class InstallationCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionValue> GetValues(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => InstallationRegister.OfThisComputer.Paths.Select(path => new CompletionValue(path, "Xlink " + SuiteVersion.Read(path)));
}
