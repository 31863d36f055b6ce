using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Files;
using Xlink.Installation;

namespace Xlink.Services.Systemd;

/// <summary>The text of the systemd unit [our reading].</summary>
/// <remarks>
/// The service runs as a user without rights, who writes in the installation folder (logs, journal, corrected mapping) but, inside the
/// unit, not to the programs there. <c>ProtectSystem=full</c> and not <c>strict</c>: source files lie anywhere and are moved or deleted after
/// the import; the file system's permissions decide about them. Homes stay visible for the same reason. <c>MemoryDenyWriteExecute</c> would stop .NET.
/// The watchdog kills: of SIGABRT, its default, .NET survives the first.
/// </remarks>
internal static class SystemdUnit
{
    private const string InstallationKey = "Installation=";

    private static readonly string[] ProgramExtensions = [".dll", ".exe", ".so", ".json", ".config"];

    /// <summary>The unit for an installation whose path has no quotes, backslashes and control characters.</summary>
    internal static string Format(XlinkInstallation installation, string program, string user, string group) =>
        $"""
        # Written by XlinkPS, which replaces it when the service is installed again.
        [Unit]
        Description={XlinkService.Name}: {XlinkService.Description.TrimEnd('.')}
        Wants=network-online.target
        After=network-online.target
        StartLimitIntervalSec=0

        [Service]
        Type=notify
        NotifyAccess=all
        ExecStart={Command(program)} {XlinkService.ServiceArgument}
        WorkingDirectory={UnitText.Escape(installation.Path)}
        User={UnitText.Escape(user)}
        Group={group}
        UMask=0007
        Restart=on-failure
        RestartSec=10
        WatchdogSec=60
        WatchdogSignal=SIGKILL
        TimeoutStopSec=120
        KillMode=mixed
        ProtectSystem=full
        ReadWritePaths={UnitText.Quote(installation.Path)}
        ReadOnlyPaths={string.Join(" ", ProgramPaths(installation.Path).Select(path => UnitText.Quote("-" + path)))}
        CapabilityBoundingSet=
        {UnitText.Restrictions}

        [Install]
        WantedBy=multi-user.target

        [X-Xlink]
        {InstallationKey}{installation.Path}

        """;

    /// <summary>The installation that a unit was written for; <see langword="null"/> if it was not written here.</summary>
    internal static string? FindInstallation(string unit) => UnitText.Find(unit, InstallationKey);

    /// <summary>What belongs to the programs: files that are not configuration or logs, and folders with libraries in them.</summary>
    internal static IEnumerable<string> ProgramPaths(string folder) => Folder.List(folder)
        .Where(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.dll", SearchOption.AllDirectories).Any() : IsProgram(path))
        .OrderBy(path => path, StringComparer.Ordinal);

    internal static bool IsProgram(string path)
        => InstallationPermissions.IsProgram(Path.GetFileName(path)) || ProgramExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static string Command(string program) => program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        ? "dotnet " + UnitText.Argument(program)
        : UnitText.Quote(program);
}
