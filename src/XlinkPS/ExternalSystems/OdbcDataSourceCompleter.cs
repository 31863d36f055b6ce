using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xlink.Odbc;
using XlinkPS.Completion;

namespace XlinkPS.ExternalSystems;

/// <summary>Completes the ODBC data sources (DSN) of this computer, with their drivers; for Get-XlinkOdbcDataSource the drivers too.</summary>
public sealed class OdbcDataSourceCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionValue> GetValues(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => OdbcDataSource.FindAll()
            .Where(source => parameterName == nameof(GetXlinkOdbcDataSourceCommand.Name) || source.Type != OdbcDataSourceType.Driver)
            .Select(source => new CompletionValue(source.Name, source.Driver));
}
