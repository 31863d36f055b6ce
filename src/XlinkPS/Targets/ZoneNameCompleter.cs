using System.Collections;
using System.Collections.Generic;
using System.Threading;
using Xlink.Sources;
using XlinkPS.Completion;

namespace XlinkPS.Targets;

/// <summary>Completes the names of time zones.</summary>
public sealed class ZoneNameCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken) => SourceTimeZone.Names;
}
