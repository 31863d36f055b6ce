using System.Collections;
using System.Collections.Generic;
using System.Threading;
using Xlink.Sources;

namespace XlinkPS.Completion;

/// <summary>Completes the names of time zones, as IANA and Windows write them.</summary>
public sealed class TimeZoneCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => SourceTimeZone.Names;
}
