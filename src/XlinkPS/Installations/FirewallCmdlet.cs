using System.Management.Automation;
using Xlink.Installation;
using Xlink.Targets;

namespace XlinkPS.Installations;

/// <summary>A cmdlet about the firewall. That of Windows is reached through its own cmdlets, where they are.</summary>
public abstract class FirewallCmdlet : ServerEntryCmdlet
{
    /// <summary>Whether this computer has the cmdlets of Windows' firewall.</summary>
    private protected bool HasFirewallCmdlets => InvokeCommand.GetCommand("New-NetFirewallRule", CommandTypes.Function | CommandTypes.Cmdlet) is not null;

    /// <inheritdoc/>
    protected sealed override void ProcessInstallation(XlinkInstallation installation) => ProcessRule(FirewallRule.For(installation, ServerEntry));

    /// <summary>The one step in which the cmdlets differ.</summary>
    /// <param name="rule">The rule that the installation needs.</param>
    protected abstract void ProcessRule(FirewallRule rule);

    /// <summary>Whether Windows' firewall has the rule.</summary>
    /// <param name="rule">The rule.</param>
    private protected bool Exists(FirewallRule rule)
        => InvokeCommand.InvokeScript("param($name) Get-NetFirewallRule -Name $name -ErrorAction Ignore", rule.Name).Count > 0;
}
