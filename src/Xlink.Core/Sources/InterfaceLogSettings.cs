namespace Xlink.Sources;

/// <summary>The interface logs that <c>Protocol=1</c> in an external system's section asks for [documented].</summary>
/// <param name="Addition">The value of <c>LogFile</c>: an addition to the name; <see langword="null"/> for none.</param>
/// <param name="Folder">The value of <c>LogDir</c> in the section itself, which comes before that of <c>[General]</c>; <see langword="null"/> for none.</param>
public sealed record InterfaceLogSettings(string? Addition, string? Folder)
{
    private const string Protocol = "Protocol";
    private const string LogFile = "LogFile";
    private const string LogDir = "LogDir";

    /// <summary>Reads the keys; <see langword="null"/> if no logs are wanted.</summary>
    internal static InterfaceLogSettings? Read(SectionReader reader)
        => reader.GetWholeNumber(Protocol, 0, 1, Messages.SourceExpectedSwitch) == 1 ? new(reader.GetOptional(LogFile), reader.GetOptional(LogDir)) : null;
}
