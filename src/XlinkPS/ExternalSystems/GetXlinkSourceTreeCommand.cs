using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using Xlink;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Sources;
using XlinkPS.Installations;

namespace XlinkPS.ExternalSystems;

/// <summary>Gets what can be mapped: the left side of the manual's window. That of files comes from the configuration alone; a database is asked for its queues.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkSourceTree")]
[OutputType(typeof(SourceTreeItem))]
public sealed class GetXlinkSourceTreeCommand : InstallationCmdlet
{
    /// <summary>Name of the external system; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? ExternalSystem { get; set; }

    private protected override string? FirstName { get => ExternalSystem; set => ExternalSystem = value; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var sections = new NamePattern(ExternalSystem).FindExternalSystems(IspsUlConfiguration.Load(installation.Path));
        foreach (var section in sections)
        {
            WriteTree(section, installation.Path);
        }
    }

    // What is wrong with one external system does not hide the others.
    private void WriteTree(IConfigurationSection section, string installationPath)
    {
        try
        {
            var source = CallDataSource.Open(section, installationPath);
            var tree = Await(token => Task.FromResult(source.ReadTree(token)));
            WriteObject(tree.Leaves.Select(leaf => new SourceTreeItem(installationPath, tree.ExternalSystem, leaf)), enumerateCollection: true);
        }
        catch (XlinkException exception)
        {
            WriteError(ErrorRecords.From(exception, section.Name));
        }
    }
}
