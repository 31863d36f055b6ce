using System.Collections.Generic;
using Xlink;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Mappings;

/// <summary>The queues of the server that the session is connected to, where they only give names to IDs.</summary>
internal static class SessionQueues
{
    /// <summary>Asks the session's server.</summary>
    /// <param name="cmdlet">The cmdlet that waits for the answer.</param>
    /// <returns>The queues; none if the session is not connected or its server does not answer: the mapping is in the file, whoever is away.</returns>
    internal static IReadOnlyList<WfmQueue> FindFor(XlinkCmdlet cmdlet)
    {
        if (ServerSession.Current is not { } server)
        {
            return [];
        }

        try
        {
            return cmdlet.Await(server.GetQueuesAsync);
        }
        catch (XlinkException exception)
        {
            cmdlet.WriteVerbose(exception.Message);
            return [];
        }
    }
}
