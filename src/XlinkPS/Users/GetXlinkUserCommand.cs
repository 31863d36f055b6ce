using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>Gets users of the connected WFM server.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkUser", DefaultParameterSetName = "EmailAddress")]
[OutputType(typeof(WfmUser))]
public sealed class GetXlinkUserCommand : ServerCmdlet
{
    /// <summary>E-mail address, or the user name of a user without one; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = "EmailAddress")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string? EmailAddress { get; set; }

    /// <summary>User name; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "UserName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string? UserName { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => EmailAddress ?? UserName;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var wanted = EmailAddress ?? UserName;
        var pattern = new NamePattern(wanted);
        var users = Await(Server.GetUsersAsync)
            .Where(user => wanted is null || pattern.IsMatch(UserName is null ? user.Login : user.UserName))
            .ToList();
        if (users.Count == 0 && pattern.IsExact)
        {
            throw XlinkException.Create(nameof(Messages.UserNotFound), XlinkErrorCategory.ObjectNotFound, wanted);
        }

        WriteObject(users, enumerateCollection: true);
    }
}
