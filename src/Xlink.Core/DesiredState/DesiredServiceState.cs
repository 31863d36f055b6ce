namespace Xlink.DesiredState;

/// <summary>What the service is to be.</summary>
public enum DesiredServiceState
{
    /// <summary>Not installed.</summary>
    Absent,

    /// <summary>Installed and not running.</summary>
    Stopped,

    /// <summary>Installed and running.</summary>
    Running,
}
