using System.Linq;
using System.Management.Automation;
using Xlink.Installation;
using Xlink.Mapping;
using XlinkPS.Installations;
using XlinkPS.Mappings;

namespace XlinkPS.Scripts;

/// <summary>Gets the scripts of an installation's mappings: file, target, text, and what is wrong with them.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkScript")]
[OutputType(typeof(XlinkScript))]
public sealed class GetXlinkScriptCommand : InstallationCmdlet
{
    /// <summary>File name of the script, for example <c>$1.BAS</c>; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ScriptCompleter))]
    public string? File { get; set; }

    /// <summary>Gets the targets without a script of their own too; their value is the sum of all sources.</summary>
    [Parameter]
    public SwitchParameter IncludeDefault { get; set; }

    private protected override string? FirstName { get => File; set => File = value; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var pattern = new NamePattern(File);
        var queues = SessionQueues.FindFor(this);
        WriteObject(
            AcdMap.Load(installation.Path).Mappings
                .Where(mapping => mapping.ScriptFile is { } file ? pattern.IsMatch(file) : IncludeDefault && File is null)
                .Select(mapping => new XlinkScript(installation.Path, mapping, queues)),
            enumerateCollection: true);
    }
}
