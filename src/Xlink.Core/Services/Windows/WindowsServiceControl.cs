using System;
using System.Threading;
using Xlink.Installation;

namespace Xlink.Services.Windows;

/// <summary>The service <c>ISPS Xlink</c> of the Windows service manager: see <see cref="WindowsService"/>.</summary>
public sealed class WindowsServiceControl : IServiceControl
{
    private readonly WindowsService service = new(XlinkService.Identity);

    /// <inheritdoc/>
    public XlinkServiceStatus Query()
    {
        var found = service.Query();
        return found.Definition is { } commandLine
            ? new(found.State, found.StartType, found.Account, FindFolder(commandLine), found.ProcessId)
            : XlinkServiceStatus.NotInstalled;
    }

    /// <inheritdoc/>
    public void Install(XlinkInstallation installation, ServiceAccount? account = null)
        => service.Install(
            "\"" + XlinkService.GetProgram(installation) + "\" " + XlinkService.ServiceArgument,
            account,
            commandLine =>
            {
                var other = FindFolder(commandLine);
                if (!string.Equals(other, installation.Path, StringComparison.OrdinalIgnoreCase))
                {
                    throw XlinkException.Create(nameof(Messages.ServiceInstalledElsewhere), XlinkErrorCategory.ResourceExists, other);
                }
            });

    /// <inheritdoc/>
    public void Refresh(XlinkInstallation installation)
        // Windows knows the path of the program only, and that stays; whether it may be changed shows here.
        => service.Refresh();

    /// <inheritdoc/>
    public void Uninstall(CancellationToken cancellationToken = default) => service.Uninstall(cancellationToken);

    /// <inheritdoc/>
    public void Start(CancellationToken cancellationToken = default) => service.Start(cancellationToken);

    /// <inheritdoc/>
    public void Stop(CancellationToken cancellationToken = default) => service.Stop(cancellationToken);

    /// <summary>The folder of the program in a service's command line; its path may be quoted or, as of old, not.</summary>
    internal static string? FindFolder(string commandLine)
    {
        var program = commandLine.StartsWith("\"", StringComparison.Ordinal)
            ? commandLine.Split('"')[1]
            : commandLine.Substring(0, EndOfProgram(commandLine));
        var separator = program.LastIndexOf('\\');
        return separator > 0 ? program.Substring(0, separator) : null;
    }

    private static int EndOfProgram(string commandLine)
    {
        const string Extension = ".exe";
        var extension = commandLine.IndexOf(Extension, StringComparison.OrdinalIgnoreCase);
        return extension < 0 ? commandLine.Length : extension + Extension.Length;
    }
}
