using System;
using System.Threading;
using Xlink.Files;
using Xlink.Installation;

namespace Xlink.Services;

/// <summary>
/// The service of one installation. There is one service per computer [documented]: of another installation it is neither stopped nor
/// changed. An original Xlink installs and removes its service itself, through <c>isps_uls.exe -install</c> and <c>-remove</c> [documented].
/// </summary>
public sealed class InstallationService
{
    private readonly IServiceControl control;

    /// <summary>Takes the service of an installation on this computer.</summary>
    /// <param name="installation">The installation.</param>
    public InstallationService(XlinkInstallation installation)
        : this(installation, ServiceControl.ForThisComputer())
    {
    }

    /// <inheritdoc cref="InstallationService(XlinkInstallation)"/>
    /// <param name="installation">The installation.</param>
    /// <param name="control">The service manager.</param>
    public InstallationService(XlinkInstallation installation, IServiceControl control)
    {
        Installation = installation;
        this.control = control;
    }

    /// <summary>The installation.</summary>
    public XlinkInstallation Installation { get; }

    /// <summary>Whether the service of this computer belongs to the installation; without a service manager there is none.</summary>
    public bool IsInstalled => IsOwn(QueryOrNone());

    /// <summary>Whether the installation's service runs, or is about to.</summary>
    public bool IsRunning => QueryOrNone() is { State: XlinkServiceState.Running or XlinkServiceState.Starting } status && IsOwn(status);

    /// <summary>Asks how the installation's service is, and what it tells of itself.</summary>
    /// <returns>The status; that of a service that is not installed if the computer's belongs to another installation.</returns>
    /// <exception cref="XlinkException"><c>ServiceManagerMissing</c>, and the errors of <see cref="XlinkServiceStatus.WithActivity"/>.</exception>
    public XlinkServiceStatus Query() => control.Query() is var status && IsOwn(status) ? status.WithActivity() : XlinkServiceStatus.NotInstalled;

    /// <summary>Installs the service with automatic start; it is not started.</summary>
    /// <param name="account">A special account, or <see langword="null"/> for the default.</param>
    /// <param name="cancellationToken">Ends the original's program.</param>
    /// <exception cref="XlinkException">The errors of <see cref="IServiceControl.Install"/>; on an original Xlink <c>ServiceAccountOfVendor</c> and
    /// <c>VendorProgramFailed</c>.</exception>
    public void Install(ServiceAccount? account = null, CancellationToken cancellationToken = default)
    {
        if (Installation.Kind == XlinkInstallationKind.Open)
        {
            control.Install(Installation, account);
            return;
        }

        if (account is not null)
        {
            throw XlinkException.Create(nameof(Messages.ServiceAccountOfVendor), XlinkErrorCategory.InvalidArgument, account.UserName);
        }

        CheckOwn(QueryOrNone());
        VendorProgram.Get(Installation, XlinkFileName.ServiceProgram).Run("-install", XlinkService.InstalledText, cancellationToken);
    }

    /// <summary>Stops the service and removes it.</summary>
    /// <param name="cancellationToken">Ends the waiting; the service is not removed then.</param>
    /// <exception cref="XlinkException"><c>ServiceInstalledElsewhere</c>, and the errors of <see cref="IServiceControl.Uninstall"/>.</exception>
    public void Uninstall(CancellationToken cancellationToken = default)
    {
        CheckOwn();
        if (Installation.Kind == XlinkInstallationKind.Open)
        {
            control.Uninstall(cancellationToken);
            return;
        }

        control.Stop(cancellationToken);
        VendorProgram.Get(Installation, XlinkFileName.ServiceProgram).Run("-remove", expected: null, cancellationToken);
    }

    /// <summary>Starts the service and waits until it runs.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="XlinkException"><c>ServiceInstalledElsewhere</c>; <c>ServiceStartFailedLog</c>: it did not start, and its log says why; the errors of
    /// <see cref="IServiceControl.Start"/>.</exception>
    public void Start(CancellationToken cancellationToken = default)
    {
        CheckOwn();
        var watch = ServiceLogWatch.Begin(Installation);
        try
        {
            control.Start(cancellationToken);
        }
        catch (XlinkException failure) when (failure.ErrorId is nameof(Messages.ServiceStartFailed) && watch.FindLastError() is { } reason)
        {
            throw XlinkException.Create(nameof(Messages.ServiceStartFailedLog), failure.Category, failure, reason);
        }
    }

    /// <summary>Starts the service, waits until it runs, and then for the line in isps_uls.log that says it has reached its server.</summary>
    /// <param name="limit">The longest time for reaching the server.</param>
    /// <param name="cancellationToken">Ends the waiting; the service goes on.</param>
    /// <exception cref="XlinkException"><c>ServiceNotConnected</c>, and the errors of <see cref="Start(CancellationToken)"/>.</exception>
    public void Start(TimeSpan limit, CancellationToken cancellationToken = default)
    {
        CheckOwn();

        // A service that runs already has said so some time ago.
        var watch = IsRunning ? null : ServiceLogWatch.Begin(Installation);
        Start(cancellationToken);
        watch?.WaitForConnection(control, limit, cancellationToken);
    }

    /// <summary>Stops the service and waits until it has stopped.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="XlinkException"><c>ServiceInstalledElsewhere</c>, and the errors of <see cref="IServiceControl.Stop"/>.</exception>
    public void Stop(CancellationToken cancellationToken = default)
    {
        CheckOwn();
        control.Stop(cancellationToken);
    }

    /// <summary>Tells the service manager about new programs; account and start type stay.</summary>
    internal void Refresh()
    {
        if (Installation.Kind == XlinkInstallationKind.Open)
        {
            control.Refresh(Installation);
        }
    }

    private XlinkServiceStatus QueryOrNone()
    {
        try
        {
            return control.Query();
        }
        catch (XlinkException error) when (error.ErrorId is nameof(Messages.ServiceManagerMissing))
        {
            return XlinkServiceStatus.NotInstalled;
        }
    }

    private bool IsOwn(XlinkServiceStatus status) => string.Equals(
        status.InstallationPath, Installation.Path, WindowsFileSystem.IsCurrent ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    // That there is none is for the control to say.
    private void CheckOwn() => CheckOwn(control.Query());

    private void CheckOwn(XlinkServiceStatus status)
    {
        if (status.State != XlinkServiceState.NotInstalled && !IsOwn(status))
        {
            throw XlinkException.Create(nameof(Messages.ServiceInstalledElsewhere), XlinkErrorCategory.ResourceExists, status.InstallationPath);
        }
    }
}
