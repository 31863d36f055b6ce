using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>A cmdlet that changes one user of the connected server.</summary>
public abstract class UserTargetCmdlet : ServerCmdlet
{
    /// <summary>E-mail address of the user, or the user name of one without an address.</summary>
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

    /// <summary>The user, from <c>Get-XlinkUser</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public WfmUser? InputObject { get; set; }

    /// <inheritdoc/>
    protected sealed override object ErrorTarget => InputObject?.Login ?? Wanted;

    private string Wanted => ParameterSetName switch
    {
        "EmailAddress" => EmailAddress,
        "UserName" => UserName,
        _ => Id.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Changes the user.</summary>
    /// <param name="item">The user that was named or piped in.</param>
    protected abstract void Change(WfmUser item);

    /// <inheritdoc/>
    protected sealed override void ProcessInput() => Change(InputObject ?? Find());

    private WfmUser Find()
        => Await(Server.GetUsersAsync).FirstOrDefault(user => ParameterSetName switch
        {
            "EmailAddress" => string.Equals(user.Login, EmailAddress, StringComparison.OrdinalIgnoreCase),
            "UserName" => string.Equals(user.UserName, UserName, StringComparison.OrdinalIgnoreCase),
            _ => user.Id == Id,
        })
        ?? throw XlinkException.Create(nameof(Messages.UserNotFound), XlinkErrorCategory.ObjectNotFound, Wanted);
}
