namespace XlinkPS.ExternalSystems;

/// <summary>Values of <c>SeparatorCharacter</c>: 2 and 3 are documented, 1 and 4 are our reading.</summary>
public enum CsvSeparator
{
    /// <summary>Tab.</summary>
    Tab = 1,

    /// <summary>Comma.</summary>
    Comma = 2,

    /// <summary>Semicolon.</summary>
    Semicolon = 3,

    /// <summary>Vertical bar.</summary>
    Pipe = 4,
}
