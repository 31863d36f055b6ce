using System;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>A session's connection to a WFM server.</summary>
public sealed class ServerConnection
{
    private readonly WfmUser user;

    internal ServerConnection(WfmServerClient client)
    {
        user = client.User;
        Url = client.Url.ToString();
        ServerVersion = client.Info.Version;
        TimeZone = client.Info.TimeZone;
        Expires = client.Expires;
    }

    /// <summary>Address, as <c>isps.cfg</c> has it.</summary>
    public string Url { get; }

    /// <summary>Login of the user.</summary>
    public string User => user.Login;

    /// <summary>What the user may do.</summary>
    public WfmRole Role => user.Role;

    /// <summary>Whether the user is an administrator.</summary>
    public bool IsAdmin => user.IsAdmin;

    /// <summary>Version of the server.</summary>
    public string ServerVersion { get; }

    /// <summary>IANA name of the zone the server's days and times are in.</summary>
    public string TimeZone { get; }

    /// <summary>When the login ends; the connection renews it by itself.</summary>
    public DateTimeOffset Expires { get; }
}
