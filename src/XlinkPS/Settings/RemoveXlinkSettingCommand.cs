using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Installation;

namespace XlinkPS.Settings;

/// <summary>Removes a key from isps_ul.ini, so that its default counts again. Everything else in the file stays as it is.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkSetting", SupportsShouldProcess = true)]
public sealed class RemoveXlinkSettingCommand : SettingChangeCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        configuration.RemoveSetting(Section, Key);
        if (ShouldProcess(configuration.FilePath, MessageText.Format(nameof(Messages.RemoveKeyAction), Section, Key)))
        {
            configuration.Save();
        }
    }
}
