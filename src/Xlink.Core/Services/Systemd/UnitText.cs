using System;
using System.Linq;

namespace Xlink.Services.Systemd;

/// <summary>What the units written here have in common [our reading].</summary>
internal static class UnitText
{
    /// <summary>What no service of ours needs.</summary>
    internal const string Restrictions =
        """
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectClock=yes
        ProtectControlGroups=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        NoNewPrivileges=yes
        LockPersonality=yes
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        SystemCallArchitectures=native
        """;

    /// <summary>An argument of a command. systemd knows variables ($) in arguments only, specifiers (%) everywhere.</summary>
    internal static string Argument(string text) => Quote(text).Replace("$", "$$");

    internal static string Quote(string text) => "\"" + Escape(text) + "\"";

    internal static string Escape(string text) => text.Replace("%", "%%");

    /// <summary>What a unit says under one of our own keys, which end with <c>=</c>; <see langword="null"/> if it was not written here.</summary>
    internal static string? Find(string unit, string key) => unit.Split('\n')
        .Where(line => line.StartsWith(key, StringComparison.Ordinal))
        .Select(line => line.Substring(key.Length))
        .FirstOrDefault();
}
