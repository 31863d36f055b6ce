using System.Management.Automation;
using Xlink;

namespace XlinkPS.Servers;

/// <summary>Ends the session's connection to the WFM server and its login there.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "XlinkServer")]
public sealed class DisconnectXlinkServerCommand : ServerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        using var client = Server;
        ServerSession.Current = null;
        try
        {
            Await(client.LogoutAsync);
        }
        catch (XlinkException exception)
        {
            // The session is disconnected all the same; the login on the server ends by itself.
            WriteWarning(exception.Message);
        }
    }
}
