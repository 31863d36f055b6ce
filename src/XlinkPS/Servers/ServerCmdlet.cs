using Xlink;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>A cmdlet that works on the server the session is connected to.</summary>
public abstract class ServerCmdlet : XlinkCmdlet
{
    private WfmServerClient? current;

    /// <summary>The connected server.</summary>
    /// <exception cref="XlinkException"><c>NotConnected</c>.</exception>
    protected WfmServerClient Server
        => current ?? throw XlinkException.Create(nameof(Messages.NotConnected), XlinkErrorCategory.InvalidOperation);

    /// <inheritdoc/>
    protected override void PrepareInput() => current = ServerSession.Current;
}
