using System.Collections.Generic;
using System.Linq;
using Xlink.Services.Systemd;

namespace Xlink.Servers;

/// <summary>The text of the server's systemd unit [our reading].</summary>
/// <remarks>
/// Beside its data folder the server writes nowhere, so the whole system is read-only for it. <c>MemoryDenyWriteExecute</c> would stop .NET. The watchdog
/// kills: of SIGABRT, its default, .NET survives the first.
/// </remarks>
internal static class ServerUnit
{
    private const string DataKey = "Data=";
    private const string CommandKey = "ExecStart=";

    /// <summary>The unit.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="options">What the server is to do.</param>
    /// <param name="user">Whom it runs as.</param>
    /// <param name="group">The group.</param>
    internal static string Format(IEnumerable<string> command, ServerProcessOptions options, string user, string group) =>
        $"""
        # Written by XlinkPS, which replaces it when the service is installed again.
        [Unit]
        Description={ServerService.Name}: {ServerService.Description.TrimEnd('.')}
        Wants=network-online.target
        After=network-online.target postgresql.service
        StartLimitIntervalSec=0

        [Service]
        Type=notify
        {CommandKey}{string.Join(" ", command.Select(UnitText.Argument))}
        WorkingDirectory={UnitText.Escape(options.DataPath)}
        User={UnitText.Escape(user)}
        Group={group}
        UMask=0077
        Restart=on-failure
        RestartSec=10
        WatchdogSec=60
        WatchdogSignal=SIGKILL
        TimeoutStartSec=300
        TimeoutStopSec=120
        LimitNOFILE=65536
        ProtectSystem=strict
        ProtectHome=read-only
        ReadWritePaths={UnitText.Quote(options.DataPath)}
        CapabilityBoundingSet={Capabilities(options)}
        AmbientCapabilities={Capabilities(options)}
        {UnitText.Restrictions}

        [Install]
        WantedBy=multi-user.target

        [X-Xlink]
        {DataKey}{options.DataPath}

        """;

    /// <summary>The data folder of a unit; <see langword="null"/> if it was not written here.</summary>
    internal static string? FindData(string unit) => UnitText.Find(unit, DataKey);

    /// <summary>The command of a unit, each argument in quotes; <see langword="null"/> if the text is no unit.</summary>
    internal static string? FindCommand(string unit) => UnitText.Find(unit, CommandKey);

    private static string Capabilities(ServerProcessOptions options) => options.Port is > 0 and < 1024 || options.TlsPort is > 0 and < 1024 ? "CAP_NET_BIND_SERVICE" : string.Empty;
}
