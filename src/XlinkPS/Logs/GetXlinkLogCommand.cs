using System;
using System.Management.Automation;
using Xlink.Installation;
using Xlink.Logging;

namespace XlinkPS.Logs;

/// <summary>Gets the entries of an installation's logs, full log files included, in the order of time.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkLog")]
[OutputType(typeof(XlinkLogEntry))]
public sealed class GetXlinkLogCommand : LogCmdlet
{
    /// <summary>Only that many last entries; with <c>-Wait</c>, before those that are still to come.</summary>
    [Parameter]
    [Alias("Last")]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>Shows what is added to the logs too, until Ctrl+C.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Entries of this local time and later. Entries without a time are left out then.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Only entries of these levels.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public LogLevel[] Level { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var filter = new LogFilter { Name = IsWanted, Since = Since is { Kind: DateTimeKind.Utc } utc ? utc.ToLocalTime() : Since, Levels = Level, Tail = Tail };
        using var reader = InstallationLogReader.Open(installation.Path, filter);
        if (!Wait && !reader.HasLogs && NotFound(installation.Path) is { } error)
        {
            throw error;
        }

        foreach (var entry in Wait ? reader.Follow(CancellationToken) : reader.ReadToEnd())
        {
            CancellationToken.ThrowIfCancellationRequested();
            WriteObject(entry);
        }
    }
}
