using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>
/// Puts user and password into <c>[DB]</c> of isps_ul.ini; the password is encoded first. Changes nothing else in the file, and passes the
/// installation on.
/// </summary>
[Cmdlet(VerbsCommon.Set, "XlinkCredential", SupportsShouldProcess = true, DefaultParameterSetName = "Credential")]
[OutputType(typeof(XlinkInstallation))]
public sealed class SetXlinkCredentialCommand : ServerEntryCmdlet
{
    /// <summary>User name or e-mail address, and password.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Credential")]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>User name or e-mail address, for an encoded password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "EncodedPassword")]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>The password as Passcode or Protect-XlinkPassword has encoded it, for example on a vendor's installation. It is written as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "EncodedPassword")]
    [ValidateNotNullOrEmpty]
    public string? EncodedPassword { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        var entry = ServerEntry ?? configuration.ServerEntries.FirstOrDefault()?.Name ?? IspsUlConfiguration.DefaultServerEntryName;
        if (ShouldProcess(configuration.FilePath, MessageText.Format(nameof(Messages.SetCredentialAction), entry, UserName ?? Credential.UserName)))
        {
            configuration.SetCredential(entry, UserName ?? Credential.UserName, EncodedPassword ?? Encode(installation));
            configuration.Save();
        }

        WriteObject(installation);
    }

    private string Encode(XlinkInstallation installation)
    {
        using var secret = Secret.From(Credential.Password);
        return installation.EncodePassword(secret);
    }
}
