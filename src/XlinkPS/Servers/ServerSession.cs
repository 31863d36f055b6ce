using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>The server that the session is connected to; each runspace has its own.</summary>
internal static class ServerSession
{
    private static readonly ConditionalWeakTable<Runspace, Connection> Connections = new();

    internal static WfmServerClient? Current
    {
        get => Connections.GetOrCreateValue(Runspace.DefaultRunspace).Client;
        set => Connections.GetOrCreateValue(Runspace.DefaultRunspace).Client = value;
    }

    private sealed class Connection
    {
        public WfmServerClient? Client { get; set; }
    }
}
