using System.Management.Automation;
using System.Threading.Tasks;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Sources.Testing;
using XlinkPS.Installations;

namespace XlinkPS.ExternalSystems;

/// <summary>
/// Tries external systems without importing anything: connects to the database and runs each query of the section with a row limit, or reads the
/// files, and shows the first rows and what they would be imported as. Each failure comes with its remedy.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "XlinkExternalSystem")]
[OutputType(typeof(ExternalSystemTestResult), typeof(bool))]
public sealed class TestXlinkExternalSystemCommand : InstallationCmdlet
{
    /// <summary>Name of the external system; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ExternalSystem")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? Name { get; set; }

    /// <summary>Most rows to show of each query or file.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaximumRows { get; set; } = 5;

    /// <summary>Only <c>$true</c> or <c>$false</c>.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override string? FirstName { get => Name; set => Name = value; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var sections = new NamePattern(Name).FindExternalSystems(IspsUlConfiguration.Load(installation.Path));
        foreach (var section in sections)
        {
            var result = AwaitReporting((report, token) => Task.FromResult(ExternalSystemTest.Run(
                section,
                installation.Path,
                MaximumRows,
                new Reporting<ExternalSystemTestStep>(step => report(() => WriteVerbose(step.ToString()))),
                token)));
            WriteObject(Quiet ? (object)result.Success : result);
        }
    }
}
