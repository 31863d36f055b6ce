namespace Xlink.Services;

/// <summary>A service as its manager knows it.</summary>
/// <param name="State">What it does.</param>
/// <param name="StartType">When it is started.</param>
/// <param name="Account">The account it runs as; <see langword="null"/> if it is not installed.</param>
/// <param name="Definition">The command line on Windows, the unit's text on Linux; <see langword="null"/> if there is none.</param>
/// <param name="ProcessId">Its process; <see langword="null"/> if it does not run.</param>
internal sealed record ManagedService(XlinkServiceState State, XlinkServiceStartType StartType, string? Account, string? Definition, int? ProcessId)
{
    internal static readonly ManagedService NotInstalled = new(
        XlinkServiceState.NotInstalled, XlinkServiceStartType.None, Account: null, Definition: null, ProcessId: null);
}
