using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>Completes the IDs of the session's own logins on the connected server, with where and when they began.</summary>
public sealed class TokenCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionValue> GetValues(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
        => (ServerSession.Current?.GetTokensAsync(cancellationToken).GetAwaiter().GetResult() ?? []).Select(token => new CompletionValue(
            token.Id.ToString(CultureInfo.InvariantCulture), token.Created.LocalDateTime.ToString("G", CultureInfo.CurrentCulture) + " " + token.Address));
}
