using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xlink;
using Xlink.Installation;
using Xlink.Installation.Backups;
using Xlink.Installation.Updates;

namespace XlinkPS.Installations;

/// <summary>
/// Updates an installation as the manual has it: compares the versions, backs up, stops the service, replaces the programs, keeps
/// configuration, language and the service's account, registers the library where it was, starts the service, and waits until it has reached
/// its server. Whatever fails, the old version runs again as it was; killed, the next Update-Xlink or Restore-Xlink undoes it.
/// </summary>
[Cmdlet(VerbsData.Update, "Xlink", SupportsShouldProcess = true, DefaultParameterSetName = "Module")]
[OutputType(typeof(XlinkUpdate))]
public sealed class UpdateXlinkCommand : InstallationChangeCmdlet
{
    /// <summary>The new suite: its ZIP, or the folder it was unpacked into. Default: the ZIP that comes with the module.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "SourcePath")]
    [ValidateNotNullOrEmpty]
    public string? SourcePath { get; set; }

    /// <summary>Address of the suite's ZIP; https only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Uri")]
    [ValidateNotNull]
    public Uri? Uri { get; set; }

    /// <summary>SHA-256 of the ZIP behind the address: 64 hex digits.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Uri")]
    [ValidateNotNullOrEmpty]
    public string? Sha256 { get; set; }

    /// <summary>The ZIP for the backup of the whole installation. Default: in its folder <c>backup</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BackupPath { get; set; }

    /// <summary>Seconds that the service gets to reach its server; then the old version comes back.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>The service need not reach its server.</summary>
    [Parameter]
    public SwitchParameter SkipConnection { get; set; }

    /// <summary>The same or an older version too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var options = new UpdateOptions
        {
            Force = Force,
            SkipConnection = SkipConnection,
            ConnectionLimit = TimeSpan.FromSeconds(TimeoutSeconds),
            BackupPath = BackupPath is null ? null : ResolvePath(BackupPath),
        };
        using var source = Await(OpenSourceAsync);
        if (FindNothingToDo(installation, source, options) is { } current)
        {
            TellNotNeeded(installation, current);
            return;
        }

        var action = MessageText.Format(nameof(Messages.UpdateAction), installation.Version, source.Version);
        if (ShouldChange(installation, action, () => Updater.Plan(installation, source, options).Files))
        {
            var update = Change(action, (progress, token) => Updater.Update(installation.Path, source, options, Service, progress, token));
            if (update.BackupPath is null)
            {
                TellNotNeeded(installation, update);
            }
            else
            {
                WriteObject(update);
            }
        }
    }

    // What an interrupted update has left is undone first, whatever the versions.
    private static XlinkUpdate? FindNothingToDo(XlinkInstallation installation, InstallationSource source, UpdateOptions options)
        => !InstallationBackup.IsInterrupted(installation.Path) && Updater.Plan(installation, source, options) is { IsNeeded: false } plan ? plan : null;

    private void TellNotNeeded(XlinkInstallation installation, XlinkUpdate update)
    {
        var text = MessageText.Format(nameof(Messages.UpdateNotNeeded), installation, update.OldVersion);
        if (IsWhatIf)
        {
            _ = ShouldProcess(text, text, installation.Path);
            return;
        }

        WriteVerbose(text);
        WriteObject(update);
    }

    private Task<InstallationSource> OpenSourceAsync(CancellationToken cancellationToken) => Uri is null
        ? Task.FromResult(InstallationSource.Open(SourcePath is null ? ModuleFolder.FindSuite() : ResolvePath(SourcePath)))
        : InstallationSource.DownloadAsync(Uri, Sha256!, progress: null, cancellationToken);
}
