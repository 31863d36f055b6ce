using System.Management.Automation;

namespace XlinkPS.Installations;

/// <summary>A cmdlet that works on one server of an installation.</summary>
public abstract class ServerEntryCmdlet : InstallationCmdlet
{
    /// <summary>Name of the server entry in <c>[DB]</c> of isps_ul.ini, by which isps.cfg and acd_map.ini know the server too. Default: the first in the file.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServerEntryCompleter))]
    public string? ServerEntry
    {
        get;
        set => field = string.IsNullOrEmpty(value) ? null : value;
    }
}
