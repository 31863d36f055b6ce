using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using XlinkPS.Completion;

namespace XlinkPS.DesiredState;

/// <summary>Completes the vaults that are registered with Microsoft.PowerShell.SecretManagement, where it is installed.</summary>
public sealed class VaultCompleter : NameCompleter
{
    private const string Command = "if (Get-Command Get-SecretVault -ErrorAction Ignore) { (Get-SecretVault -ErrorAction Ignore).Name }";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetNames(string parameterName, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript(Command).Invoke<string>();
    }
}
