using System;
using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;
using XlinkPS.Users;

namespace XlinkPS.Audit;

/// <summary>Reads the audit log of the connected WFM server: who has logged in or changed something, when and from where. Needs admin access.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkAuditLog")]
[OutputType(typeof(WfmAuditEntry))]
public sealed class GetXlinkAuditLogCommand : ServerCmdlet
{
    /// <summary>Login of the user whose entries are wanted, whatever the case.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string? User { get; set; }

    /// <summary>What was done.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AuditActionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Action { get; set; }

    /// <summary>The first moment; without a zone it is this computer's time.</summary>
    [Parameter]
    public DateTimeOffset? From { get; set; }

    /// <summary>The moment before which the entries are.</summary>
    [Parameter]
    public DateTimeOffset? To { get; set; }

    /// <summary>How many entries at most, the latest ones.</summary>
    [Parameter]
    [Alias("MaxCount")]
    [ValidateRange(1, 1_000_000)]
    public int Newest { get; set; } = 1000;

    /// <inheritdoc/>
    protected override object? ErrorTarget => User;

    /// <inheritdoc/>
    protected override void ProcessInput()
        => WriteObject(Await(token => Server.GetAuditLogAsync(From, To, User, Action, Newest, token)), enumerateCollection: true);
}
