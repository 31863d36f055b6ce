using System.Threading;
using Xlink.Installation;

namespace Xlink.Services;

/// <summary>
/// Installs and controls the service <see cref="XlinkService.Name"/> through this computer's service manager. Every method may fail with
/// <c>ServiceManagerMissing</c>; those that change something with <c>ElevationRequired</c>, and then nothing has been done.
/// </summary>
public interface IServiceControl
{
    /// <summary>Asks how the service is. Needs no rights.</summary>
    /// <returns>The status; of a service that is not installed too.</returns>
    XlinkServiceStatus Query();

    /// <summary>
    /// Installs the service with automatic start and restart after failures; it is not started. Installed again for the same
    /// installation, it is set up anew, with the account given now [documented: a special account must be set again].
    /// </summary>
    /// <param name="installation">The installation.</param>
    /// <param name="account">A special account; <see langword="null"/> for Local System on Windows [documented], for the system user <c>xlink</c> on Linux [our reading].</param>
    /// <exception cref="XlinkException"><c>ServiceInstalledElsewhere</c>, <c>ServiceOfVendor</c>, <c>ServiceAccountUnknown</c>, <c>ProgramMissing</c>, <c>ServiceFolderUnreachable</c>, <c>ServiceManagerFailed</c>.</exception>
    void Install(XlinkInstallation installation, ServiceAccount? account = null);

    /// <summary>Tells the service manager that the installation's programs are new ones. Account, start type and state stay.</summary>
    /// <param name="installation">The installation that the service belongs to.</param>
    /// <exception cref="XlinkException"><c>ServiceNotInstalled</c>, <c>ProgramMissing</c>, <c>ServiceManagerFailed</c>.</exception>
    void Refresh(XlinkInstallation installation);

    /// <summary>Stops the service and removes it.</summary>
    /// <param name="cancellationToken">Ends the waiting for its stop; it is not removed then.</param>
    /// <exception cref="XlinkException"><c>ServiceNotInstalled</c>, <c>ServiceManagerFailed</c>.</exception>
    void Uninstall(CancellationToken cancellationToken = default);

    /// <summary>Starts the service and waits until it runs. A running one is left alone.</summary>
    /// <param name="cancellationToken">Ends the waiting; the service goes on starting.</param>
    /// <exception cref="XlinkException"><c>ServiceNotInstalled</c>, <c>ServiceStartFailed</c>, <c>ServiceLogonFailed</c>.</exception>
    void Start(CancellationToken cancellationToken = default);

    /// <summary>Stops the service and waits until it has stopped. A stopped one is left alone.</summary>
    /// <param name="cancellationToken">Ends the waiting; the service goes on stopping.</param>
    /// <exception cref="XlinkException"><c>ServiceNotInstalled</c>, <c>ServiceStopFailed</c>.</exception>
    void Stop(CancellationToken cancellationToken = default);
}
