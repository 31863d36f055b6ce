using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xlink.Installation;
using Xlink.Logging;

namespace Xlink.Services;

/// <summary>Watches what the service writes to isps_uls.log after it has been started.</summary>
internal sealed class ServiceLogWatch
{
    private const string ConnectedOfVendor = "connected";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // What the original writes when it does not reach its server [documented].
    private static readonly string[] ErrorsOfVendor = ["not available", "Cannot connect"];

    private readonly XlinkInstallation installation;
    private readonly string[] beginnings;
    private readonly long linesBefore;
    private readonly XlinkException? failure;

    private ServiceLogWatch(XlinkInstallation installation)
    {
        this.installation = installation;
        beginnings = [.. BeginningsOfConnected()];
        try
        {
            linesBefore = Read().LastOrDefault()?.Line ?? 0;
        }
        catch (XlinkException exception)
        {
            failure = exception;
        }
    }

    /// <summary>Remembers where the log ends now. That it cannot be read is an error only for those who ask what it says: who may not start a service is to be told that first.</summary>
    internal static ServiceLogWatch Begin(XlinkInstallation installation) => new(installation);

    /// <summary>The last error that the service has written since; <see langword="null"/> if there is none.</summary>
    internal string? FindLastError() => failure is null ? NewEntries().LastOrDefault(IsError)?.Text : null;

    /// <summary>Waits for the line that says the service has reached its server.</summary>
    /// <param name="control">The service manager.</param>
    /// <param name="limit">The longest time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="XlinkException"><c>ServiceNotConnected</c>: the time is over, or the service has ended; with the last error in its log; the errors of reading it.</exception>
    internal void WaitForConnection(IServiceControl control, TimeSpan limit, CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        while (true)
        {
            // In this order: a service that has just ended may have written its reason between the two looks.
            var hasEnded = control.Query().State is XlinkServiceState.Stopped or XlinkServiceState.Failed or XlinkServiceState.NotInstalled;
            var entries = NewEntries();
            if (entries.Any(IsConnected))
            {
                return;
            }

            if (hasEnded || time.Elapsed > limit)
            {
                throw XlinkException.Create(
                    nameof(Messages.ServiceNotConnected), XlinkErrorCategory.ConnectionError,
                    entries.LastOrDefault(IsError)?.Text ?? (hasEnded ? Messages.ServiceReasonEnded : Messages.ServiceReasonSilent));
            }

            cancellationToken.WaitHandle.WaitOne(Pause);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private List<LogEntry> NewEntries()
    {
        if (failure is not null)
        {
            throw failure;
        }

        var entries = Read().ToList();

        // A shorter log is another one: it has been rotated.
        return entries.Count > 0 && entries[entries.Count - 1].Line >= linesBefore ? entries.FindAll(entry => entry.Line > linesBefore) : entries;
    }

    private IEnumerable<LogEntry> Read() => installation.FindFile(InstallationLog.Service) is { } path ? LogReader.Read(path) : [];

    private bool IsConnected(LogEntry entry) => installation.Kind == XlinkInstallationKind.Open
        ? entry.Level == LogLevel.Info && beginnings.Any(beginning => entry.Text.StartsWith(beginning, StringComparison.Ordinal))
        : entry.Text.IndexOf(ConnectedOfVendor, StringComparison.OrdinalIgnoreCase) >= 0 && !IsError(entry);

    private bool IsError(LogEntry entry) => installation.Kind == XlinkInstallationKind.Open
        ? entry.Level == LogLevel.Error
        : ErrorsOfVendor.Any(text => entry.Text.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>The service writes in its own language, not in that of whoever waits for it.</summary>
    private static IEnumerable<string> BeginningsOfConnected() => new[] { CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("de") }
        .Select(culture => Messages.ResourceManager.GetString(nameof(Messages.ServiceConnected), culture)!)
        .Select(text => text.Substring(0, text.IndexOf('{')))
        .Distinct(StringComparer.Ordinal);
}
