using System.Linq;
using System.Management.Automation;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Targets.CloudLink;
using XlinkPS.ExternalSystems;
using XlinkPS.Installations;

namespace XlinkPS.Targets;

/// <summary>
/// Gets where the imports go – the WFM server, files for Cloud Link, or both –: first what is set for the installation, then for each external system what holds for it.
/// </summary>
[Cmdlet(VerbsCommon.Get, "XlinkTarget")]
[OutputType(typeof(XlinkTarget))]
public sealed class GetXlinkTargetCommand : InstallationCmdlet
{
    /// <summary>Names of external systems, with wildcards; the installation as a whole is left out then. Default: all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string[] ExternalSystem { get; set; } = [];

    private protected override string? FirstName { get => ExternalSystem.Length == 1 ? ExternalSystem[0] : null; set => ExternalSystem = value is null ? [] : [value]; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        if (ExternalSystem.Length == 0)
        {
            WriteObject(new XlinkTarget(installation.Path, externalSystem: null, CloudLinkSettings.Read(configuration, installation.Path, externalSystem: null)));
        }

        var patterns = ExternalSystem.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        foreach (var name in configuration.ExternalSystems.Select(section => section.Name).Where(name => patterns.Count == 0 || patterns.Exists(pattern => pattern.IsMatch(name))))
        {
            WriteObject(new XlinkTarget(installation.Path, name, CloudLinkSettings.Read(configuration, installation.Path, name)));
        }
    }
}
