using System.Management.Automation;
using System.Runtime.CompilerServices;
using Xlink.Targets.Wfm;
using XlinkPS.ExternalSystems;
using XlinkPS.Servers;

namespace XlinkPS.Imports;

/// <summary>Gets the import runs that installations reported to the connected WFM server, the latest first.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkImportRun")]
[OutputType(typeof(WfmImportRun))]
public sealed class GetXlinkImportRunCommand : ServerCmdlet
{
    private readonly StrongBox<ImportRunOutcome?> givenOutcome = new();

    /// <summary>Name of the external system. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? ExternalSystem { get; set; }

    /// <summary>How the runs ended. Default: any way.</summary>
    [Parameter]
    public ImportRunOutcome? Outcome
    {
        get => givenOutcome.Value;
        set => givenOutcome.Value = value;
    }

    /// <summary>How many of the latest runs.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Newest { get; set; } = 100;

    /// <inheritdoc/>
    protected override object? ErrorTarget => ExternalSystem;

    /// <inheritdoc/>
    protected override void ProcessInput()
        => WriteObject(Await(token => Server.GetImportRunsAsync(ExternalSystem, Outcome, Newest, token)), enumerateCollection: true);
}
