using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xlink;
using Xlink.Targets;

namespace XlinkPS.Installations;

/// <summary>Tests whether the outgoing TCP connection to the server's port is possible, and whether Windows' firewall has a rule for it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "XlinkFirewallRule")]
[OutputType(typeof(XlinkFirewallTest), typeof(bool))]
public sealed class TestXlinkFirewallRuleCommand : FirewallCmdlet
{
    /// <summary>Only <c>$true</c> or <c>$false</c>.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRule(FirewallRule rule)
    {
        bool? hasRule = HasFirewallCmdlets ? Exists(rule) : null;
        var failure = Await(token => ConnectAsync(rule.Url, token));
        var result = new XlinkFirewallTest(rule.InstallationPath, rule.Url.Host, rule.Port, hasRule, failure);
        WriteObject(Quiet ? (object)result.Success : result);
    }

    private static async Task<string?> ConnectAsync(ServerUrl url, CancellationToken cancellationToken)
    {
        try
        {
            _ = await ServerProbe.ConnectTcpAsync(url, options: null, cancellationToken);
            return null;
        }
        catch (XlinkException exception)
        {
            return exception.Message;
        }
    }
}
