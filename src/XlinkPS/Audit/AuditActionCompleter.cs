using System.Collections;
using System.Collections.Generic;
using System.Threading;
using Xlink.Targets.Wfm;
using XlinkPS.Completion;

namespace XlinkPS.Audit;

/// <summary>Completes what the audit log keeps.</summary>
public sealed class AuditActionCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken) => WfmAuditEntry.Actions;
}
