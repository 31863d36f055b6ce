using System.Runtime.InteropServices;
using Xlink.Services.Systemd;
using Xlink.Services.Windows;

namespace Xlink.Services;

/// <summary>Finds the service manager that this process was started by.</summary>
public static class ServiceHost
{
    /// <summary>The host for a process started with <see cref="XlinkService.ServiceArgument"/>.</summary>
    /// <returns>The Windows service manager, or systemd elsewhere.</returns>
    public static IServiceHost ForThisProcess()
        => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsServiceHost() : new SystemdServiceHost();
}
