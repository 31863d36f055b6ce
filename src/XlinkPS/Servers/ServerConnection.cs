using System;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>A session's connection to a WFM server.</summary>
public sealed class ServerConnection
{
    internal ServerConnection(WfmServerClient client)
    {
        Url = client.Url.ToString();
        User = client.User.Login;
        Role = client.User.Role;
        IsAdmin = client.User.IsAdmin;
        ServerVersion = client.Info.Version;
        TimeZone = client.Info.TimeZone;
        Expires = client.Expires;
    }

    /// <summary>Address, as <c>isps.cfg</c> has it.</summary>
    public string Url { get; }

    /// <summary>Login of the user.</summary>
    public string User { get; }

    /// <summary>What the user may do.</summary>
    public WfmRole Role { get; }

    /// <summary>Whether the user is an administrator.</summary>
    public bool IsAdmin { get; }

    /// <summary>Version of the server.</summary>
    public string ServerVersion { get; }

    /// <summary>IANA name of the zone the server's days and times are in.</summary>
    public string TimeZone { get; }

    /// <summary>When the login ends; the connection renews it by itself.</summary>
    public DateTimeOffset Expires { get; }
}
