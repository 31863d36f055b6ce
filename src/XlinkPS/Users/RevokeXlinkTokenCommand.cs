using System.Globalization;
using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>Ends logins on the connected WFM server: single ones, or all of a user. Those of others need admin access.</summary>
[Cmdlet(VerbsSecurity.Revoke, "XlinkToken", SupportsShouldProcess = true, DefaultParameterSetName = "Token")]
public sealed class RevokeXlinkTokenCommand : ServerCmdlet
{
    /// <summary>A login, as Get-XlinkToken gives it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Token")]
    [ValidateNotNull]
    public WfmToken? Token { get; set; }

    /// <summary>ID of a login.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(TokenCompleter))]
    public long Id { get; set; }

    /// <summary>A user, as Get-XlinkUser gives it, all of whose logins end.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "User")]
    [ValidateNotNull]
    public WfmUser? User { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => User is null ? (Token?.Id ?? Id).ToString(CultureInfo.InvariantCulture) : User.Login;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (ShouldProcess(ErrorTarget.ToString()))
        {
            Await(token => User is null ? Server.RevokeTokenAsync(Token?.Id ?? Id, token) : Server.RevokeTokensAsync(User.Id, token));
        }
    }
}
