namespace Xlink.Services;

/// <summary>The service as the service manager sees it.</summary>
/// <param name="State">What it does.</param>
/// <param name="StartType">When it is started.</param>
/// <param name="Account">The account it runs as; <see langword="null"/> if it is not installed.</param>
/// <param name="InstallationPath">The installation it belongs to; <see langword="null"/> if it is not installed.</param>
/// <param name="ProcessId">Its process; <see langword="null"/> if it does not run.</param>
public sealed record XlinkServiceStatus(
    XlinkServiceState State, XlinkServiceStartType StartType, string? Account, string? InstallationPath, int? ProcessId)
{
    internal static readonly XlinkServiceStatus NotInstalled = new(
        XlinkServiceState.NotInstalled, XlinkServiceStartType.None, Account: null, InstallationPath: null, ProcessId: null);
}
