using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Installation;
using XlinkPS.Completion;

namespace XlinkPS.Installations;

/// <summary>Completes the language folders of the installation already named, and English.</summary>
public sealed class LanguageCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => FindInstallation(boundParameters) is { } path
            ? XlinkInstallation.Open(path).Languages.Select(language => language.Name).Append(LanguageSwitch.Default)
            : [];
}
