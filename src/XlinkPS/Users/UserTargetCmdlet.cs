using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>A cmdlet that changes one user of the connected server.</summary>
public abstract class UserTargetCmdlet : ServerCmdlet
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
    public int Id { get; set; }

    /// <summary>The user, from Get-XlinkUser.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public WfmUser? InputObject { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => InputObject?.Login ?? Wanted;

    private string Wanted => ParameterSetName switch
    {
        "EmailAddress" => EmailAddress,
        "UserName" => UserName,
        _ => Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        var user = InputObject ?? Find(Await(Server.GetUsersAsync));
        Change(user);
    }

    /// <summary>Changes the user.</summary>
    /// <param name="user">The user that was named or piped in.</param>
    protected abstract void Change(WfmUser user);

    private WfmUser Find(IEnumerable<WfmUser> users)
        => users.FirstOrDefault(user => ParameterSetName switch
        {
            "EmailAddress" => string.Equals(user.EmailAddress, EmailAddress, StringComparison.OrdinalIgnoreCase),
            "UserName" => string.Equals(user.UserName, UserName, StringComparison.OrdinalIgnoreCase),
            _ => user.Id == Id,
        })
        ?? throw XlinkException.Create(nameof(Messages.UserNotFound), XlinkErrorCategory.ObjectNotFound, Wanted);
}
