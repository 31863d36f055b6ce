using System.Runtime.InteropServices;
using Xlink.Services.Systemd;
using Xlink.Services.Windows;

namespace Xlink.Services;

/// <summary>Finds the service manager that this process was started by.</summary>
public static class ServiceHost
{
    /// <summary>The host for a process started with <see cref="XlinkService.ServiceArgument"/>.</summary>
    /// <param name="life">Signs of the work. systemd ends and restarts a service that gives none for too long; Windows does not watch.</param>
    /// <returns>The Windows service manager, or systemd elsewhere.</returns>
    public static IServiceHost ForThisProcess(SignsOfLife life)
        => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsServiceHost(XlinkService.Name) : new SystemdServiceHost(life);
}
