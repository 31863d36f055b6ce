namespace Xlink.Installation;

/// <summary>Names of the files and folders of a suite, in the case we write them. They are found in any case [documented: the case varies].</summary>
public static class XlinkFileName
{
    /// <summary>Server entries, logging and external systems. Holds encoded passwords.</summary>
    public const string Settings = "isps_ul.ini";

    /// <summary>Optional additional settings.</summary>
    public const string ExtraSettings = "isps_ulx.ini";

    /// <summary>The server's address.</summary>
    public const string ServerAddress = "isps.cfg";

    /// <summary>The mapping of external metrics to queues.</summary>
    public const string Mapping = "acd_map.ini";

    /// <summary>The installed version, in its first line.</summary>
    public const string Version = "version.txt";

    /// <summary>The folder of a suite that is installed.</summary>
    public const string ProgramFolder = "Xlink";

    /// <summary>The folder with the configuration of a first installation.</summary>
    public const string SampleFolder = "sample-configurations";

    /// <summary>The folder with <c>Passcode</c> and <c>register</c>.</summary>
    public const string SupportFolder = "support-applications";

    /// <summary>The program that is the service.</summary>
    public const string ServiceProgram = "isps_uls";

    /// <summary>The program of the user interface and the manual import.</summary>
    public const string ImportProgram = "isps_ul";

    /// <summary>What a first installation gets from <see cref="SampleFolder"/> [documented].</summary>
    internal static readonly string[] Samples = [Settings, ServerAddress, Mapping];
}
