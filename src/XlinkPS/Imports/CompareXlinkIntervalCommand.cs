using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Targets;
using Xlink.Targets.Comparison;
using Xlink.Targets.Wfm;
using XlinkPS.Installations;
using XlinkPS.Queues;
using XlinkPS.Servers;

namespace XlinkPS.Imports;

/// <summary>
/// Compares imported values interval by interval: the connected WFM server with itself in another period, with another server, or with the files that were
/// written for Cloud Link; or two folders of such files. What differs is written, one object for each interval.
/// </summary>
[Cmdlet(VerbsData.Compare, "XlinkInterval", DefaultParameterSetName = "Period")]
[OutputType(typeof(IntervalDifference))]
public sealed class CompareXlinkIntervalCommand : ServerCmdlet
{
    private const double LargestTolerance = 1e15;

    private WfmServerClient? reference;

    /// <summary>The first day, for example <c>2026-11-16</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Day]
    [ArgumentCompleter(typeof(DayCompleter))]
    public DateTime Date { get; set; }

    /// <summary>Number of days.</summary>
    [Parameter]
    [ValidateRange(1, CallDataImportOptions.MaximumDays)]
    public int Days { get; set; } = 1;

    /// <summary>Paths of the queues; wildcards are allowed. Default: all that one side or the other has.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Queue { get; set; } = ["*"];

    /// <summary>Names of the value types; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] ValueType { get; set; } = ["*"];

    /// <summary>The first day of the period that is compared with, for example a week before.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Period")]
    [Parameter(ParameterSetName = "Server")]
    [Parameter(ParameterSetName = "ServerEntry")]
    [Parameter(ParameterSetName = "CloudLinkDirectory")]
    [Day]
    [ArgumentCompleter(typeof(DayCompleter))]
    public DateTime ReferenceDate { get; set; }

    /// <summary>Address of the server that is compared with, as in isps.cfg.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Server")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerUrlCompleter))]
    public string ReferenceServer { get; set; } = string.Empty;

    /// <summary>User name and password for that server.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Server")]
    [Credential]
    public PSCredential ReferenceCredential { get; set; } = PSCredential.Empty;

    /// <summary>SHA-256 thumbprint of the only certificate that is accepted from that server.</summary>
    [Parameter(ParameterSetName = "Server")]
    [ValidateNotNullOrEmpty]
    public string? ReferenceCertificateThumbprint { get; set; }

    /// <summary>Server entry of an installation whose server is compared with, under the credentials of the installation.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ServerEntry")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerEntryCompleter))]
    public string ReferenceServerEntry { get; set; } = string.Empty;

    /// <summary>Compares the files that an installation has written for Cloud Link with its server; with the connected one, where the installation cannot log in to any.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "CloudLink")]
    public SwitchParameter CloudLink { get; set; }

    /// <summary>Folder of files for Cloud Link that those of the installation are compared with. No server is needed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "CloudLinkDirectory")]
    [ValidateNotNullOrEmpty]
    public string? ReferenceCloudLinkDirectory { get; set; }

    /// <summary>Folder of these files. Default: those that the installation writes into.</summary>
    [Parameter(ParameterSetName = "CloudLink")]
    [Parameter(ParameterSetName = "CloudLinkDirectory")]
    [ValidateNotNullOrEmpty]
    public string? CloudLinkDirectory { get; set; }

    /// <summary>Server entry whose queues these are. Default: the first in the file.</summary>
    [Parameter(ParameterSetName = "CloudLink")]
    [Parameter(ParameterSetName = "CloudLinkDirectory")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerEntryCompleter))]
    public string? ServerEntry { get; set; }

    /// <summary>Folder of that installation. Default: the one that Register-XlinkLibrary has registered on this computer.</summary>
    [Parameter(ParameterSetName = "ServerEntry")]
    [Parameter(ParameterSetName = "CloudLink")]
    [Parameter(ParameterSetName = "CloudLinkDirectory")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public string? InstallationPath { get; set; }

    /// <summary>By how much values may differ and still count as equal, in the unit of the value.</summary>
    [Parameter]
    [ValidateRange(0, LargestTolerance)]
    public double Tolerance { get; set; }

    /// <summary>The same as a share of the reference's value: 0.05 allows five per cent.</summary>
    [Parameter]
    [ValidateRange(0, LargestTolerance)]
    public double RelativeTolerance { get; set; }

    /// <summary>An interval without data counts as 0 if the other side has a value.</summary>
    [Parameter]
    public SwitchParameter MissingIsZero { get; set; }

    /// <summary>Writes the intervals that are equal too.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => string.Join(", ", Queue);

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var (referenceSide, differenceSide) = GetSides();
        var valueTypes = Array.ConvertAll(ValueType, name => new NamePattern(name));
        var comparison = new IntervalComparison
        {
            Reference = referenceSide,
            Difference = differenceSide,
            ReferenceDate = MyInvocation.BoundParameters.ContainsKey(nameof(ReferenceDate)) ? ReferenceDate : Date,
            DifferenceDate = Date,
            Days = Days,
            Tolerance = (decimal)Tolerance,
            RelativeTolerance = (decimal)RelativeTolerance,
            MissingIsZero = MissingIsZero,
            IsValueTypeWanted = name => Array.Exists(valueTypes, pattern => pattern.IsMatch(name)),
        };
        var queues = FindQueues(Await(comparison.GetQueuesAsync));
        var different = AwaitReporting(async (report, token) =>
        {
            var count = 0;
            await comparison.CompareAsync(
                queues,
                progress => report(() => WriteProgress(new ProgressRecord(0, Messages.ComparisonActivity, progress.Queue) { PercentComplete = 100 * progress.Done / progress.All })),
                intervals =>
                {
                    count += intervals.Count(interval => interval.State != IntervalState.Equal);
                    report(() => WriteObject(intervals.Where(interval => IncludeEqual || interval.State != IntervalState.Equal), enumerateCollection: true));
                },
                token);
            return count;
        });
        CompleteProgress(Messages.ComparisonActivity);
        WriteVerbose(MessageText.Format(nameof(Messages.ComparisonDone), comparison.Reference.Name, comparison.Difference.Name, different));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reference?.Dispose();
        }

        base.Dispose(disposing);
    }

    private IReadOnlyList<string> FindQueues(IReadOnlyList<string> all)
    {
        var found = Queue.SelectMany(name =>
        {
            var pattern = new NamePattern(name);
            var matching = all.Where(path => pattern.IsMatch(path) || pattern.IsMatch(path.Substring(path.LastIndexOf('/') + 1))).ToList();
            return matching.Count > 0 || !pattern.IsExact ? matching : throw XlinkException.Create(nameof(Messages.QueueNotFound), XlinkErrorCategory.ObjectNotFound, name);
        });
        return [.. found.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private (IComparisonSide Reference, IComparisonSide Difference) GetSides()
    {
        if (ParameterSetName == "CloudLinkDirectory")
        {
            return (OpenFolder(ReferenceCloudLinkDirectory), OpenFolder(CloudLinkDirectory));
        }

        var server = GetReference();
        return (
            new ServerSide(server),
            CloudLink ? Await(token => CloudLinkSide.OpenAsync(server, FindInstallation(), ServerEntry, Resolve(CloudLinkDirectory), token)) : new ServerSide(Server));
    }

    private CloudLinkSide OpenFolder(string? directory) => Await(token => CloudLinkSide.OpenAsync(FindInstallation(), ServerEntry, Resolve(directory), token));

    // What is piped in is compared with the same server each time.
    private WfmServerClient GetReference() => ParameterSetName switch
    {
        "Server" => reference ??= Connect(),
        "ServerEntry" => reference ??= Login(ReferenceServerEntry),
        "CloudLink" => reference ?? (HasLogin() ? reference = Login(ServerEntry) : Server),
        _ => Server,
    };

    private string FindInstallation()
        => (InstallationPath is null ? InstallationRegister.OfThisComputer.Single() : XlinkInstallation.Open(ResolvePath(InstallationPath))).Path;

    private string? Resolve(string? path) => path is null ? null : ResolvePath(path);

    // The password of an original is its own secret, and Remove-XlinkServer has removed that of ours.
    private bool HasLogin()
    {
        var installation = XlinkInstallation.Open(FindInstallation());
        var entries = installation.Kind == XlinkInstallationKind.Open ? IspsUlConfiguration.Load(installation.Path).ServerEntries : [];
        return entries.Any(entry => ServerEntry is null || string.Equals(entry.Name, ServerEntry, StringComparison.OrdinalIgnoreCase));
    }

    private WfmServerClient Login(string? entry)
    {
        using var login = ServerLogin.Load(FindInstallation(), entry);
        return Await(login.ConnectAsync);
    }

    private WfmServerClient Connect()
    {
        var url = ServerUrl.Parse(ReferenceServer);
        if (url.IsUnprotected)
        {
            WriteWarning(MessageText.Format(nameof(Messages.PasswordUnencryptedOnNetwork), url));
        }

        using var password = Secret.From(ReferenceCredential.Password);
        var options = new WfmConnectionOptions { CertificateThumbprint = ReferenceCertificateThumbprint };
        return Await(token => WfmServerClient.LoginAsync(url, ReferenceCredential.UserName, password, options, token));
    }
}
