using Xlink;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>A cmdlet that works on the server the session is connected to.</summary>
public abstract class ServerCmdlet : XlinkCmdlet
{
    /// <summary>The connected server.</summary>
    /// <exception cref="XlinkException"><c>NotConnected</c>.</exception>
    protected static WfmServerClient Server
        => ServerSession.Current ?? throw XlinkException.Create(nameof(Messages.NotConnected), XlinkErrorCategory.InvalidOperation);
}
