using System.Management.Automation;
using System.Security;
using Xlink.Credentials;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>Encodes a password for <c>[DB]</c> of isps_ul.ini, as the manual's Passcode does. The string works in this installation only.</summary>
[Cmdlet(VerbsSecurity.Protect, "XlinkPassword", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ProtectXlinkPasswordCommand : InstallationCmdlet
{
    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public SecureString Password { get; set; } = new();

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        // The first password makes the key of the installation.
        if (ShouldProcess(installation.Path))
        {
            using var secret = Secret.From(Password);
            WriteObject(installation.EncodePassword(secret));
        }
    }
}
