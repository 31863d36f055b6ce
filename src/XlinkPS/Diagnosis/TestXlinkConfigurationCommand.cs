using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink.Diagnosis;
using Xlink.Installation;
using XlinkPS.Installations;

namespace XlinkPS.Diagnosis;

/// <summary>
/// Says what is wrong with an installation's configuration, mappings, scripts and folders, and how to mend it. Nothing is changed, and no server is
/// needed, unless it is asked for. With -Fix what can be mended in one way only is mended, and what was mended is written to the pipeline.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "XlinkConfiguration", SupportsShouldProcess = true, DefaultParameterSetName = "Test")]
[OutputType(typeof(ConfigurationFinding), typeof(bool))]
public sealed class TestXlinkConfigurationCommand : InstallationCmdlet
{
    /// <summary>Also compares the mappings with the queues of the servers, with the credentials of the installation.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>Mends what is unambiguous: semicolons at the end of lists, groups in another case than in the files, quotes without a counterpart, plain passwords of telephone systems.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Fix")]
    public SwitchParameter Fix { get; set; }

    /// <summary>Only <c>$true</c> or <c>$false</c>: whether there is no error. Warnings do not count.</summary>
    [Parameter(ParameterSetName = "Quiet")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var findings = Online
            ? Await(token => ConfigurationCheck.RunOnlineAsync(installation.Path, token))
            : ConfigurationCheck.Run(installation.Path);
        if (Quiet)
        {
            WriteObject(findings.All(finding => finding.Severity != FindingSeverity.Error));
            return;
        }

        WriteObject(Fix ? Mend(findings) : findings, enumerateCollection: true);
    }

    private IReadOnlyList<ConfigurationFinding> Mend(IEnumerable<ConfigurationFinding> findings)
        => ConfigurationRepair.Apply(findings.Where(finding => finding.CanFix && ShouldProcess(finding.ToString(), finding.Remedy)).ToList());
}
