using System;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Services;

/// <summary>The service manager as seen from inside the service process.</summary>
public interface IServiceHost
{
    /// <summary>
    /// Does the service's work. The service counts as started once <paramref name="work"/> has returned its task; preparation that must succeed
    /// first is done before that. When the manager wants it to stop the token is cancelled, and the manager waits for the task.
    /// </summary>
    /// <param name="work">The work. That it ends with <see cref="OperationCanceledException"/> after the token was cancelled is as good as ending.</param>
    /// <exception cref="XlinkException"><c>NotStartedAsService</c>: on Windows, this process was not started by the service manager.</exception>
    /// <remarks>What <paramref name="work"/> throws is thrown on, after the manager has been told that the service failed.</remarks>
    void Run(Func<CancellationToken, Task> work);
}
