using System.Management.Automation;
using Xlink;
using Xlink.Services;
using Xlink.Targets;

namespace XlinkPS.Installations;

/// <summary>
/// Allows the outgoing TCP connection to the server's port: in Windows' firewall, for the service's program. Elsewhere it changes nothing and
/// warns with the commands of the usual firewalls.
/// </summary>
[Cmdlet(VerbsCommon.New, "XlinkFirewallRule", SupportsShouldProcess = true)]
[OutputType(typeof(FirewallRule))]
public sealed class NewXlinkFirewallRuleCommand : FirewallCmdlet
{
    private const string Script =
        "param($name, $title, $program, $port) $null = New-NetFirewallRule -Name $name -DisplayName $title -Direction Outbound -Action Allow " +
        "-Protocol TCP -RemotePort $port -Program $program -ErrorAction Stop";

    /// <inheritdoc/>
    protected override void ProcessRule(FirewallRule rule)
    {
        if (!HasFirewallCmdlets)
        {
            WriteWarning(MessageText.Format(nameof(Messages.FirewallRuleManual), rule.Port, rule.Url.Host, string.Join("; ", rule.Commands)));
        }
        else if (!Exists(rule) && ShouldProcess(rule.Name, MessageText.Format(nameof(Messages.FirewallRuleAction), rule.Port)))
        {
            InvokeCommand.InvokeScript(Script, rule.Name, XlinkService.Name, rule.Program ?? "Any", rule.Port);
        }

        WriteObject(rule);
    }
}
