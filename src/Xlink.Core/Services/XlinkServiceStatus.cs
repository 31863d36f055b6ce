using System;
using System.Linq;
using Xlink.Services.AutomaticImports;

namespace Xlink.Services;

/// <summary>The service as the service manager sees it, and as it tells of itself.</summary>
/// <param name="State">What it does.</param>
/// <param name="StartType">When it is started.</param>
/// <param name="Account">The account it runs as; <see langword="null"/> if it is not installed.</param>
/// <param name="InstallationPath">The installation it belongs to; <see langword="null"/> if it is not installed.</param>
/// <param name="ProcessId">Its process; <see langword="null"/> if it does not run.</param>
public sealed record XlinkServiceStatus(
    XlinkServiceState State, XlinkServiceStartType StartType, string? Account, string? InstallationPath, int? ProcessId)
{
    internal static readonly XlinkServiceStatus NotInstalled = new(
        XlinkServiceState.NotInstalled, XlinkServiceStartType.None, Account: null, InstallationPath: null, ProcessId: null);

    /// <summary>What it does, as it told last; <see langword="null"/> if it was not asked for, or the service is an original Xlink's.</summary>
    public ServiceActivity? Activity { get; init; }

    /// <summary>The import that runs; <see langword="null"/> between two.</summary>
    public RunningImport? RunningImport => Activity?.Running;

    /// <summary>When the last import began, in local time; <see langword="null"/> if there was none yet.</summary>
    public DateTime? LastRun => Activity?.Imports.Max(import => import.LastRun);

    /// <summary>
    /// When the next import is due, in local time; <see langword="null"/> without a schedule, or while the service does not run. While one runs, what has
    /// fallen due meanwhile does not count: it follows at once.
    /// </summary>
    public DateTime? NextRun => Activity?.Imports.Select(import => import.NextRun).Where(next => RunningImport is null || next > DateTime.Now).Min();

    /// <summary>What went wrong since the last import to which nothing was missing, the configuration's mistakes first; <see langword="null"/> if nothing did.</summary>
    public string? LastError => Activity?.Imports.Select(import => import.ConfigurationError).Concat(Activity.Imports.Select(import => import.LastError)).FirstOrDefault(error => error is not null);

    /// <summary>The status with what the service tells of itself.</summary>
    /// <exception cref="XlinkException">The file cannot be read.</exception>
    public XlinkServiceStatus WithActivity()
    {
        if (InstallationPath is null || !System.IO.Directory.Exists(InstallationPath))
        {
            return this;
        }

        // One that was killed could not say that it is at nothing any more.
        var activity = ServiceActivity.Read(InstallationPath);
        return this with
        {
            Activity = State == XlinkServiceState.Running
                ? activity
                : new ServiceActivity { Imports = [.. activity.Imports.Select(import => import with { NextRun = null })] },
        };
    }
}
