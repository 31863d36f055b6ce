using System.Management.Automation;

namespace XlinkPS.Servers;

/// <summary>
/// Checks a backup and puts its data in place of a server's: wholly, or not at all. Without a database the server must be stopped, and what it had stays
/// beside the data as <c>xlink.db.previous</c>.
/// </summary>
[Cmdlet(VerbsData.Restore, "XlinkServer", SupportsShouldProcess = true, DefaultParameterSetName = "DataPath", ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(XlinkServerData))]
public sealed class RestoreXlinkServerCommand : ServerDataCmdlet
{
    /// <summary>The backup's file, from Backup-XlinkServer.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Folder of the server's data.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "DataPath")]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <summary>File with the connection string of a PostgreSQL database to restore into.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "DatabasePath")]
    [ValidateNotNullOrEmpty]
    public string? DatabasePath { get; set; }

    /// <summary>Replaces data that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => Path;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var path = ResolvePath(Path);
        if (ShouldProcess(DataPath ?? DatabasePath))
        {
            var data = Run(MyInvocation.MyCommand.Name, (report, token) => Data(DataPath, DatabasePath).RestoreAsync(path, Force, report, token));
            WriteObject(data.In(path));
        }
    }
}
