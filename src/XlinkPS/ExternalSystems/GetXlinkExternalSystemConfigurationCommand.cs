using System.Linq;
using System.Management.Automation;
using Xlink.Configuration;
using Xlink.Installation;
using XlinkPS.Installations;

namespace XlinkPS.ExternalSystems;

/// <summary>Gets how the external systems are configured in isps_ul.ini. Passwords are not shown.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkExternalSystemConfiguration")]
[OutputType(typeof(ExternalSystemConfiguration))]
public sealed class GetXlinkExternalSystemConfigurationCommand : InstallationCmdlet
{
    /// <summary>Name of the external system; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? Name { get; set; }

    private protected override string? FirstName { get => Name; set => Name = value; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var sections = new NamePattern(Name).FindExternalSystems(IspsUlConfiguration.Load(installation.Path));
        WriteObject(sections.Select(section => new ExternalSystemConfiguration(installation.Path, section)), enumerateCollection: true);
    }
}
