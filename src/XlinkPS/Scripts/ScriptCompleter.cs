using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Mapping;
using XlinkPS.Completion;

namespace XlinkPS.Scripts;

/// <summary>Completes the scripts that the mappings of the installation already named use.</summary>
public sealed class ScriptCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => FindInstallation(boundParameters) is { } path ? AcdMap.Load(path).Mappings.Select(mapping => mapping.ScriptFile).OfType<string>() : [];
}
