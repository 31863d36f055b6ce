namespace Xlink.Services;

/// <summary>What the service does.</summary>
public enum XlinkServiceState
{
    /// <summary>There is no service on this computer.</summary>
    NotInstalled,

    /// <summary>It does not run.</summary>
    Stopped,

    /// <summary>It is being started, or is about to be started again after a failure.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is being stopped.</summary>
    Stopping,

    /// <summary>It ended with an error and is not started again.</summary>
    Failed,
}
