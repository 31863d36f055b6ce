using System.Runtime.InteropServices;
using Xlink.Services.Systemd;
using Xlink.Services.Windows;

namespace Xlink.Services;

/// <summary>Finds the service manager of this computer.</summary>
public static class ServiceControl
{
    /// <summary>The Windows service manager, or systemd elsewhere.</summary>
    /// <returns>The control; whether a manager is there shows when it is used.</returns>
    public static IServiceControl ForThisComputer()
        => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsServiceControl() : new SystemdServiceControl();
}
