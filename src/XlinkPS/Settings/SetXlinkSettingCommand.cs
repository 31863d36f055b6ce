using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Diagnosis;
using Xlink.Installation;
using XlinkPS.ExternalSystems;

namespace XlinkPS.Settings;

/// <summary>
/// Sets a key of isps_ul.ini; a missing key or section is added, everything else in the file stays as it is. A documented key gets no value that it
/// cannot have. The original Xlink reads the file when its service is started.
/// </summary>
[Cmdlet(VerbsCommon.Set, "XlinkSetting", SupportsShouldProcess = true)]
[OutputType(typeof(XlinkSetting))]
public sealed class SetXlinkSettingCommand : SettingChangeCmdlet
{
    /// <summary>The value: a text, a number, <c>$true</c> or <c>$false</c>, a list; a password as a secure string, which is written hidden.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(SettingCompleter))]
    public object? Value { get; set; }

    /// <summary>Writes the setting to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        var isNew = configuration.Document.FindSection(Section) is null;
        var change = KeyChange.From(Key, Value);
        configuration.SetSetting(Section, change.Key, change.Value);
        var keys = new SettingKeys(configuration, Section);
        if (keys.FindNearest(Key) is { } nearest)
        {
            WriteWarning(MessageText.Format(nameof(Messages.CheckUnknownKeyNear), Key, nearest));
        }

        if (isNew && NearestName.Find(Section, [GeneralSettings.SectionName]) is { } section)
        {
            WriteWarning(MessageText.Format(nameof(Messages.SettingSectionNear), Section, section));
        }

        if (!ShouldProcess(configuration.FilePath, MessageText.Format(nameof(Messages.SetKeysAction), Section, change)))
        {
            return;
        }

        configuration.Save();
        if (PassThru)
        {
            WriteObject(new XlinkSetting(installation.Path, Section, Key, configuration.Document.FindSection(Section), keys.Find(Key)));
        }
    }
}
