using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using Xlink;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Scripting;
using XlinkPS.Mappings;

namespace XlinkPS.Scripts;

/// <summary>
/// Gives a mapped target a script, from a file or a text, or the default: the sum of all sources. The script is checked first. A script file
/// that only this target uses is replaced, otherwise the script becomes a <c>$n.BAS</c> of its own. Nothing else in acd_map.ini changes.
/// </summary>
[Cmdlet(VerbsCommon.Set, "XlinkScript", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[OutputType(typeof(XlinkScript))]
public sealed class SetXlinkScriptCommand : MappingTargetCmdlet
{
    /// <summary>A file with the script in Enable Basic; it is copied byte for byte.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScriptPath { get; set; }

    /// <summary>The script in Enable Basic; it is written as UTF-8.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Text { get; set; }

    /// <summary>Takes the script away: the value is the sum of all sources again. The script's file stays in the folder.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    /// <summary>Writes the script to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        if (new[] { ScriptPath is not null, Text is not null, (bool)Default }.Count(given => given) != 1)
        {
            throw XlinkException.Create(nameof(Messages.ScriptChoiceMissing), XlinkErrorCategory.InvalidArgument);
        }

        var (target, description, queues) = FindTarget(installation);
        var map = AcdMap.Load(installation.Path);
        var mapping = map.Find(target)
            ?? throw XlinkException.InFile(map.FilePath, line: null, nameof(Messages.MappingNotFound), XlinkErrorCategory.ObjectNotFound, description);
        var content = Default ? null : ReadScript(mapping.Sources.Count);
        var action = Default ? nameof(Messages.SetDefaultScriptAction) : nameof(Messages.SetScriptAction);
        if (!ShouldProcess(map.FilePath, MessageText.Format(action, description)))
        {
            return;
        }

        if (content is null)
        {
            map.SetScript(target, scriptFile: null);
            map.Save();
        }
        else
        {
            ScriptFile.Set(map, target, content);
        }

        if (PassThru && map.Find(target) is { } changed)
        {
            WriteObject(new XlinkScript(installation.Path, changed, queues.Count > 0 ? queues : SessionQueues.FindFor(this)));
        }
    }

    private byte[] ReadScript(int sources)
    {
        var path = ScriptPath is null ? null : ResolvePath(ScriptPath);
        var script = path is null ? Script.Compile(Text!, Messages.ScriptTextName) : Script.Load(path);
        script.EnsureParameters(sources);
        script.Warnings.ToList().ForEach(warning => WriteWarning(warning.ToString()));
        return path is null ? Encoding.UTF8.GetBytes(Text) : File.ReadAllBytes(path);
    }
}
