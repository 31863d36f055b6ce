namespace Xlink.Migration;

/// <summary>What of a configuration has no effect any more.</summary>
public enum DeadConfigurationKind
{
    /// <summary>An external system with call data that no mapping uses.</summary>
    ExternalSystem,

    /// <summary>A section that no external system of the server has the name of.</summary>
    Section,

    /// <summary>A file of a script that no mapping uses.</summary>
    Script,

    /// <summary>A mapping whose server entry, external system, metric or queue is not there.</summary>
    Mapping,

    /// <summary>A source that is not there, or cannot be read.</summary>
    Source,
}
