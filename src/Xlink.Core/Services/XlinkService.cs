using Xlink.Installation;

namespace Xlink.Services;

/// <summary>What is fixed about the service: its names and the texts it is announced with.</summary>
public static class XlinkService
{
    /// <summary>Name of the service on Windows and in texts; one per computer [documented].</summary>
    public const string Name = "ISPS Xlink";

    /// <summary>Name of the systemd unit [our reading].</summary>
    public const string UnitName = "isps-xlink.service";

    /// <summary>The argument with which the service manager starts isps_uls as the service [our reading].</summary>
    public const string ServiceArgument = "-service";

    /// <summary>Said when the service has been installed [documented].</summary>
    public const string InstalledText = "ISPS Xlink installed.";

    /// <summary>Said before the service is started [documented].</summary>
    public const string StartingText = "Starting up ISPS Xlink.";

    /// <summary>Said when the service runs [documented].</summary>
    public const string StartedText = "ISPS Xlink started.";

    /// <summary>The SID that Windows derives from <see cref="Name"/> and gives the service's process, whatever its account.</summary>
    internal const string Sid = "S-1-5-80-1609143176-658730011-1530748924-3458272482-2992162769";

    internal const string Description = "Imports call and agent data into the WFM server.";

    internal static readonly ServiceIdentity Identity = new()
    {
        Name = Name,
        UnitName = UnitName,
        UserName = "xlink",
        Description = Description,
        Errors = new()
        {
            NotInstalled = nameof(Messages.ServiceNotInstalled),
            StartFailed = nameof(Messages.ServiceStartFailed),
            StopFailed = nameof(Messages.ServiceStopFailed),
            ManagerFailed = nameof(Messages.ServiceManagerFailed),
            ManagerMissing = nameof(Messages.ServiceManagerMissing),
            MarkedForDeletion = nameof(Messages.ServiceMarkedForDeletion),
            FolderName = nameof(Messages.ServiceFolderName),
            FolderUnreachable = nameof(Messages.ServiceFolderUnreachable),
        },
    };

    /// <summary>The program that a service manager starts; the original installs its service itself.</summary>
    internal static string GetProgram(XlinkInstallation installation) => installation.Kind == XlinkInstallationKind.Open
        ? installation.GetProgram(XlinkFileName.ServiceProgram)
        : throw XlinkException.Create(nameof(Messages.ServiceOfVendor), XlinkErrorCategory.InvalidOperation, installation.Path);
}
