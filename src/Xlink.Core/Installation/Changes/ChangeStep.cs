namespace Xlink.Installation.Changes;

/// <summary>The steps of a change of an installation, in their order.</summary>
public enum ChangeStep
{
    /// <summary>Looking for what an interrupted change has left, and undoing it.</summary>
    Recover,

    /// <summary>Saving the installation in a ZIP.</summary>
    Backup,

    /// <summary>Putting the new files on the installation's disk, beside the old ones.</summary>
    Stage,

    /// <summary>Stopping the service.</summary>
    StopService,

    /// <summary>Exchanging the files.</summary>
    Replace,

    /// <summary>Registering ixculcmm.dll of an original Xlink anew.</summary>
    RegisterLibrary,

    /// <summary>Telling the service manager about the new files; the account stays.</summary>
    RefreshService,

    /// <summary>Starting the service.</summary>
    StartService,

    /// <summary>Waiting for the line in isps_uls.log that says the service has reached its server.</summary>
    WaitForConnection,

    /// <summary>Making the change final.</summary>
    Commit,
}
