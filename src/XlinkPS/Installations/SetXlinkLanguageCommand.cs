using System.Management.Automation;
using Xlink;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>
/// Changes the language of an installation by copying both files of a language folder over the installation's, and passes the installation on.
/// The first time, the files that were there are kept in a folder <c>english</c>.
/// </summary>
[Cmdlet(VerbsCommon.Set, "XlinkLanguage", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkInstallation))]
public sealed class SetXlinkLanguageCommand : InstallationChangeCmdlet
{
    /// <summary>Name of the language folder, for example <c>german</c>; <c>english</c> is the way back.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LanguageCompleter))]
    public string Language { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var plan = LanguageSwitch.Plan(installation, Language);
        if (ShouldChange(installation, MessageText.Format(nameof(Messages.LanguageAction), Language), () => plan))
        {
            LanguageSwitch.Set(installation, Language, Service);
            WriteVerbose(Messages.LanguageRestart);
        }

        WriteObject(installation);
    }
}
