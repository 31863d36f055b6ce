using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Xlink;
using Xlink.Installation;

namespace XlinkPS.Installations;

/// <summary>
/// Installs Xlink into a folder: the suite's folder Xlink, and the sample configuration of a first installation. Completely, or not at all;
/// an existing installation is never overwritten.
/// </summary>
[Cmdlet(VerbsLifecycle.Install, "Xlink", SupportsShouldProcess = true, DefaultParameterSetName = "Module")]
[OutputType(typeof(XlinkInstallation))]
public sealed class InstallXlinkCommand : XlinkCmdlet
{
    /// <summary>Folder to install into, for example <c>C:\Xlink</c>; missing or empty.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("InstallationPath", "LiteralPath", "PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The suite: its ZIP, or the folder it was unpacked into. Default: the ZIP that comes with the module.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "SourcePath")]
    [ValidateNotNullOrEmpty]
    public string? SourcePath { get; set; }

    /// <summary>Address of the suite's ZIP; https only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Uri")]
    [ValidateNotNull]
    public Uri? Uri { get; set; }

    /// <summary>SHA-256 of the ZIP behind the address: 64 hex digits. Nothing else is unpacked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Uri")]
    [ValidateNotNullOrEmpty]
    public string? Sha256 { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => Path;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var path = ResolvePath(Path);
        using var source = AwaitReporting(OpenSourceAsync);
        foreach (var file in Installer.Plan(source, path))
        {
            WriteVerbose(System.IO.Path.Combine(path, file.RelativePath));
        }

        if (ShouldProcess(path, MessageText.Format(nameof(Messages.InstallAction), source)))
        {
            WriteObject(AwaitReporting((report, token) => Task.FromResult(Install(source, path, report, token))));
        }
    }

    private Task<InstallationSource> OpenSourceAsync(Action<Action> report, CancellationToken cancellationToken)
    {
        if (Uri is null)
        {
            return Task.FromResult(InstallationSource.Open(SourcePath is null ? ModuleFolder.FindSuite() : ResolvePath(SourcePath)));
        }

        var progress = new Reporting<DownloadProgress>(value => report(() => ShowDownload(value)));
        return InstallationSource.DownloadAsync(Uri, Sha256!, progress, cancellationToken);
    }

    private XlinkInstallation Install(InstallationSource source, string path, Action<Action> report, CancellationToken cancellationToken)
        => Installer.Install(source, path, new Reporting<InstallProgress>(value => report(() => ShowInstallation(value))), cancellationToken);

    private void ShowDownload(DownloadProgress value)
        => WriteProgress(new ProgressRecord(0, MessageText.Format(nameof(Messages.InstallAction), Uri), Megabytes(value.BytesReceived))
        {
            PercentComplete = value.BytesTotal is { } total and > 0 ? (int)(100 * value.BytesReceived / total) : -1,
        });

    private void ShowInstallation(InstallProgress value)
        => WriteProgress(new ProgressRecord(0, MessageText.Format(nameof(Messages.InstallAction), Path), value.CurrentFile.Length == 0 ? " " : value.CurrentFile)
        {
            PercentComplete = 100 * value.FilesDone / Math.Max(1, value.FilesTotal),
            RecordType = value.FilesDone == value.FilesTotal ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        });

    private static string Megabytes(long bytes) => (bytes / (1024.0 * 1024)).ToString("0.0 MB", System.Globalization.CultureInfo.CurrentCulture);
}
