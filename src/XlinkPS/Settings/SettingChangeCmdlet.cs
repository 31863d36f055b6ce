using System.Management.Automation;
using XlinkPS.Installations;

namespace XlinkPS.Settings;

/// <summary>A cmdlet that changes one key of isps_ul.ini and leaves everything else in the file as it is, byte for byte.</summary>
public abstract class SettingChangeCmdlet : InstallationCmdlet
{
    /// <summary>Name of the section: General, or an external system as it is called on the server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingCompleter))]
    public string Section { get; set; } = string.Empty;

    /// <summary>The key, in any case.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingCompleter))]
    public string Key { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override object ErrorTarget => "[" + Section + "] " + Key;
}
