using System.Management.Automation;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>Gets the languages that an installation has a folder of, and which of them it speaks.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkLanguage")]
[OutputType(typeof(XlinkLanguage))]
public sealed class GetXlinkLanguageCommand : InstallationCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation) => WriteObject(installation.Languages, enumerateCollection: true);
}
