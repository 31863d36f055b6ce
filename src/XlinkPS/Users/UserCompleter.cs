using System.Collections.Generic;
using System.Linq;
using System.Threading;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>Completes the logins of the connected server's users.</summary>
public sealed class UserCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, System.Collections.IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var users = ServerSession.Current?.GetUsersAsync(cancellationToken).GetAwaiter().GetResult() ?? [];
        return users
            .Select(user => parameterName == nameof(UserTargetCmdlet.UserName) ? user.UserName : user.EmailAddress)
            .Where(login => login is not null)!;
    }
}
