namespace Xlink;

/// <summary>What kind of failure an error is. The names are those of PowerShell's <c>ErrorCategory</c>, so that a cmdlet can take them over.</summary>
public enum XlinkErrorCategory
{
    /// <summary>No closer kind is known.</summary>
    NotSpecified,

    /// <summary>A value given by the caller cannot be used.</summary>
    InvalidArgument,

    /// <summary>A file or an answer holds something that cannot be used.</summary>
    InvalidData,

    /// <summary>The thing cannot be done in the state that was found.</summary>
    InvalidOperation,

    /// <summary>Something named does not exist.</summary>
    ObjectNotFound,

    /// <summary>Something with that name exists already.</summary>
    ResourceExists,

    /// <summary>A resource is in use by somebody else.</summary>
    ResourceBusy,

    /// <summary>A resource cannot be reached or is missing on this computer.</summary>
    ResourceUnavailable,

    /// <summary>The file system or the server refuses the access.</summary>
    PermissionDenied,

    /// <summary>Wrong credentials, or a locked user.</summary>
    AuthenticationError,

    /// <summary>The network or the server at its other end failed.</summary>
    ConnectionError,

    /// <summary>A certificate, hash or signature does not fit.</summary>
    SecurityError,

    /// <summary>Something is not installed on this computer.</summary>
    NotInstalled,

    /// <summary>Reading failed.</summary>
    ReadError,

    /// <summary>Writing failed.</summary>
    WriteError,

    /// <summary>It took too long.</summary>
    OperationTimeout,
}
