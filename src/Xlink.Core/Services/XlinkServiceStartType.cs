namespace Xlink.Services;

/// <summary>When the service is started.</summary>
public enum XlinkServiceStartType
{
    /// <summary>There is no service on this computer.</summary>
    None,

    /// <summary>With the computer [documented default].</summary>
    Automatic,

    /// <summary>When somebody starts it.</summary>
    Manual,

    /// <summary>Not at all.</summary>
    Disabled,
}
