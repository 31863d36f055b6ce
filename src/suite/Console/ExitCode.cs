namespace Xlink.Suite;

/// <summary>Exit codes of the suite's programs; listed in their help.</summary>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int Failed = 1;
    internal const int WrongUsage = 2;
    internal const int ConfigurationWrong = 3;
    internal const int ServerNotReachable = 4;
    internal const int LoginRefused = 5;
    internal const int Busy = 6;
    internal const int ImportedWithWarnings = 10;
    internal const int Cancelled = 130;

    /// <summary>The exit code of a failure.</summary>
    internal static int Of(XlinkException exception) => exception.Category switch
    {
        XlinkErrorCategory.ConnectionError or XlinkErrorCategory.SecurityError or XlinkErrorCategory.OperationTimeout => ServerNotReachable,
        XlinkErrorCategory.AuthenticationError => LoginRefused,
        XlinkErrorCategory.ResourceBusy => Busy,
        XlinkErrorCategory.InvalidArgument or XlinkErrorCategory.InvalidData or XlinkErrorCategory.InvalidOperation or XlinkErrorCategory.ObjectNotFound
            => ConfigurationWrong,
        _ => Failed,
    };
}
