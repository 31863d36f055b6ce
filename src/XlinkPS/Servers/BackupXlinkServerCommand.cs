using System.Management.Automation;

namespace XlinkPS.Servers;

/// <summary>
/// Backs up a server's data into one file, while it may run: queues, values, agent data, users with the hashes of their passwords. Logins, certificates
/// and keys are not in it. The file is read back and checked before it takes its name, and only who made it may read it.
/// </summary>
[Cmdlet(VerbsData.Backup, "XlinkServer", SupportsShouldProcess = true, DefaultParameterSetName = "DataPath")]
[OutputType(typeof(XlinkServerData))]
public sealed class BackupXlinkServerCommand : ServerDataCmdlet
{
    /// <summary>The backup's file. One that is there is refused without -Force.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Folder of the server's data.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = "DataPath")]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <summary>File with the connection string of the server's PostgreSQL database.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "DatabasePath")]
    [ValidateNotNullOrEmpty]
    public string? DatabasePath { get; set; }

    /// <summary>Replaces a file that is there, when the new one is complete.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => Path;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var path = ResolvePath(Path);
        if (ShouldProcess(path))
        {
            var data = Run(MyInvocation.MyCommand.Name, (report, token) => Data(DataPath, DatabasePath).BackupAsync(path, Force, report, token));
            WriteObject(data.In(path));
        }
    }
}
