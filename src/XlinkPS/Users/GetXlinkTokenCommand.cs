using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>Gets the logins that count on the connected WFM server: one's own, or those of the users that are piped in. The tokens themselves are not shown.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkToken")]
[OutputType(typeof(WfmToken))]
public sealed class GetXlinkTokenCommand : ServerCmdlet
{
    /// <summary>A user, as Get-XlinkUser gives it; needs admin access. Default: the user of this session.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public WfmUser? User { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => User?.Login;

    /// <inheritdoc/>
    protected override void ProcessInput()
        => WriteObject(Await(token => User is null ? Server.GetTokensAsync(token) : Server.GetTokensAsync(User.Id, token)), enumerateCollection: true);
}
