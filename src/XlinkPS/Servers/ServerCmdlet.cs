using Xlink;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>A cmdlet that works on the server the session is connected to.</summary>
public abstract class ServerCmdlet : XlinkCmdlet
{
    /// <summary>The connected server.</summary>
    /// <exception cref="XlinkException"><c>NotConnected</c>.</exception>
    protected static WfmServerClient Server => ConnectedServer;

    /// <summary>The connected server, for cmdlets that need it with some parameters only.</summary>
    internal static WfmServerClient ConnectedServer
        => ServerSession.Current ?? throw XlinkException.Create(nameof(Messages.NotConnected), XlinkErrorCategory.InvalidOperation);
}
