using System.Management.Automation;
using Xlink.DesiredState;

namespace XlinkPS.DesiredState;

/// <summary>Says in what an installation is not as a desired state has it. Nothing is changed; nothing is written to the pipeline if all is as it is to be.</summary>
[Cmdlet(VerbsDiagnostic.Test, "XlinkDesiredState", DefaultParameterSetName = "InputObject")]
[OutputType(typeof(StateDifference), typeof(bool))]
public sealed class TestXlinkDesiredStateCommand : DesiredStateCmdlet
{
    /// <summary>Only <c>$true</c> or <c>$false</c>: whether all is as it is to be.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Process(StateChange change)
    {
        var differences = change.Compare();
        WriteObject(Quiet ? differences.Count == 0 : differences, enumerateCollection: true);
    }
}
