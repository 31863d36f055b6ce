using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xlink.Targets.Wfm;
using XlinkPS.Completion;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>Completes the logins and IDs of the connected server's users, or their groups.</summary>
public sealed class UserCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionValue> GetValues(string parameterName, System.Collections.IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var users = ServerSession.Current?.GetUsersAsync(cancellationToken).GetAwaiter().GetResult() ?? [];
        return parameterName switch
        {
            nameof(UserTargetCmdlet.Id) => users.Select(user => new CompletionValue(user.Id.ToString(CultureInfo.InvariantCulture), user.Login)),
            nameof(SetXlinkUserCommand.Group) => users.SelectMany(user => user.Groups).Append(WfmUser.SystemGroup).Select(group => new CompletionValue(group)),
            nameof(UserTargetCmdlet.UserName) => Logins(users, user => user.UserName),
            _ => Logins(users, user => user.Login),
        };
    }

    private static IEnumerable<CompletionValue> Logins(IEnumerable<WfmUser> users, Func<WfmUser, string?> login)
        => users.Where(user => login(user) is not null).Select(user => new CompletionValue(login(user)!, (user.FirstName + " " + user.LastName).Trim()));
}
