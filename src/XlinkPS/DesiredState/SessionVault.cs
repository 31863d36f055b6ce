using System.Linq;
using System.Management.Automation;
using System.Security;
using Xlink.Credentials;
using Xlink.DesiredState;

namespace XlinkPS.DesiredState;

/// <summary>Secrets as <c>Get-Secret</c> of Microsoft.PowerShell.SecretManagement gives them: of a credential the password counts.</summary>
/// <param name="session">The session, in which the module is loaded when it is first needed.</param>
internal sealed class SessionVault(CommandInvocationIntrinsics session) : ISecretVault
{
    private const string Command = "param($Name, $Vault) $given = @{ Name = $Name; ErrorAction = 'Stop' }; if ($Vault) { $given.Vault = $Vault }; Get-Secret @given";

    /// <inheritdoc/>
    public Secret? Find(string name, string? vault)
    {
        try
        {
            return session.InvokeScript(Command, name, vault).FirstOrDefault()?.BaseObject switch
            {
                SecureString text => Secret.From(text),
                PSCredential credential => Secret.From(credential.Password),
                string text => Secret.From(text),
                _ => null,
            };
        }
        catch (RuntimeException)
        {
            // No such command, vault or secret: what the admin has to do is the same, and the message says it.
            return null;
        }
    }
}
