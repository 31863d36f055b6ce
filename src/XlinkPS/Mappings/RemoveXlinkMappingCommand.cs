using System.Management.Automation;
using Xlink;
using Xlink.Installation;
using Xlink.Mapping;

namespace XlinkPS.Mappings;

/// <summary>Removes a target with all its lines from acd_map.ini and changes nothing else in it. A script's file stays in the folder.</summary>
[Cmdlet(VerbsCommon.Remove, "XlinkMapping", SupportsShouldProcess = true, DefaultParameterSetName = "Id")]
public sealed class RemoveXlinkMappingCommand : MappingTargetCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var (target, description, _) = FindTarget(installation);
        var map = AcdMap.Load(installation.Path);
        if (!map.Remove(target))
        {
            throw XlinkException.InFile(map.FilePath, line: null, nameof(Messages.MappingNotFound), XlinkErrorCategory.ObjectNotFound, description);
        }

        if (ShouldProcess(map.FilePath, MessageText.Format(nameof(Messages.UnmapAction), description)))
        {
            map.Save();
        }
    }
}
