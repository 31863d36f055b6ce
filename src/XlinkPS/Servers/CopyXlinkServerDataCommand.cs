using System.Management.Automation;

namespace XlinkPS.Servers;

/// <summary>
/// Copies a server's data from SQLite into PostgreSQL, or back: wholly, or not at all, and every row is read back and compared. What is copied is one state;
/// uploads that come meanwhile stay behind, so agents should rest.
/// </summary>
[Cmdlet(VerbsCommon.Copy, "XlinkServerData", SupportsShouldProcess = true, DefaultParameterSetName = ToDatabase)]
[OutputType(typeof(XlinkServerData))]
public sealed class CopyXlinkServerDataCommand : ServerDataCmdlet
{
    private const string ToDatabase = "ToDatabase";
    private const string ToDataPath = "ToDataPath";

    /// <summary>Folder of the data to copy.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ToDatabase)]
    [Alias("LiteralPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <summary>File with the connection string of the PostgreSQL database to copy into.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ToDatabase)]
    [ValidateNotNullOrEmpty]
    public string? DestinationDatabasePath { get; set; }

    /// <summary>File with the connection string of the PostgreSQL database to copy.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToDataPath)]
    [ValidateNotNullOrEmpty]
    public string? DatabasePath { get; set; }

    /// <summary>Data folder to copy into; its server must be stopped.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToDataPath)]
    [ValidateNotNullOrEmpty]
    public string? DestinationDataPath { get; set; }

    /// <summary>Replaces data that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => DestinationDatabasePath ?? DestinationDataPath;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var (source, target) = (Data(DataPath, DatabasePath), Data(DestinationDataPath, DestinationDatabasePath));
        if (ShouldProcess(DestinationDatabasePath ?? DestinationDataPath))
        {
            WriteObject(Run(MyInvocation.MyCommand.Name, (report, token) => target.CopyFromAsync(source, Force, report, token)));
        }
    }
}
