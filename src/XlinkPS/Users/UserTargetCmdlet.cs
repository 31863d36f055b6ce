using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>A cmdlet that changes one user of the connected server.</summary>
public abstract class UserTargetCmdlet : ServerObjectCmdlet<WfmUser>
{
    /// <summary>E-mail address of the user.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "EmailAddress")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string EmailAddress { get; set; } = string.Empty;

    /// <summary>User name of the user.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "UserName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string UserName { get; set; } = string.Empty;

    /// <summary>ID of the user.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(UserCompleter))]
    public int Id { get; set; }

    /// <inheritdoc/>
    protected sealed override string Wanted => ParameterSetName switch
    {
        "EmailAddress" => EmailAddress,
        "UserName" => UserName,
        _ => Id.ToString(CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    protected sealed override string NameOf(WfmUser item) => item.Login;

    /// <inheritdoc/>
    protected sealed override WfmUser Find()
        => Await(Server.GetUsersAsync).FirstOrDefault(user => ParameterSetName switch
        {
            "EmailAddress" => string.Equals(user.EmailAddress, EmailAddress, StringComparison.OrdinalIgnoreCase),
            "UserName" => string.Equals(user.UserName, UserName, StringComparison.OrdinalIgnoreCase),
            _ => user.Id == Id,
        })
        ?? throw XlinkException.Create(nameof(Messages.UserNotFound), XlinkErrorCategory.ObjectNotFound, Wanted);
}
