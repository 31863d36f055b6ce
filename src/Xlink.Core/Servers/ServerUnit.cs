using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Servers;

/// <summary>The text of the server's systemd unit [our reading].</summary>
/// <remarks>
/// Beside its data folder the server writes nowhere, so the whole system is read-only for it. <c>MemoryDenyWriteExecute</c> would stop .NET. The watchdog
/// kills: of SIGABRT, its default, .NET survives the first.
/// </remarks>
internal static class ServerUnit
{
    private const string DataKey = "Data=";

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
        ExecStart={string.Join(" ", command.Select(Argument))}
        WorkingDirectory={Escape(options.DataPath)}
        User={Escape(user)}
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
        ReadWritePaths={Quote(options.DataPath)}
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectClock=yes
        ProtectControlGroups=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        NoNewPrivileges=yes
        CapabilityBoundingSet={Capabilities(options)}
        AmbientCapabilities={Capabilities(options)}
        LockPersonality=yes
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        SystemCallArchitectures=native

        [Install]
        WantedBy=multi-user.target

        [X-Xlink]
        {DataKey}{options.DataPath}

        """;

    /// <summary>The data folder of a unit; <see langword="null"/> if it was not written here.</summary>
    internal static string? FindData(string unit) => unit.Split('\n')
        .Where(line => line.StartsWith(DataKey, StringComparison.Ordinal))
        .Select(line => line.Substring(DataKey.Length))
        .FirstOrDefault();

    private static string Capabilities(ServerProcessOptions options) => options.Port is > 0 and < 1024 || options.TlsPort is > 0 and < 1024 ? "CAP_NET_BIND_SERVICE" : string.Empty;

    // systemd knows variables ($) in arguments only, specifiers (%) everywhere.
    private static string Argument(string text) => Quote(text).Replace("$", "$$");

    private static string Quote(string text) => "\"" + Escape(text) + "\"";

    private static string Escape(string text) => text.Replace("%", "%%");
}
