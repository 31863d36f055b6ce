namespace Xlink.DesiredState;

/// <summary>The parts of a desired state, in the order in which differences are shown.</summary>
public enum StatePart
{
    /// <summary>The installation itself.</summary>
    Installation,

    /// <summary>The language.</summary>
    Language,

    /// <summary>A server entry.</summary>
    Server,

    /// <summary>Keys of <c>[General]</c>.</summary>
    General,

    /// <summary>The schedule of call data or agent data.</summary>
    Schedule,

    /// <summary>An external system.</summary>
    ExternalSystem,

    /// <summary>A mapping.</summary>
    Mapping,

    /// <summary>The service.</summary>
    Service,
}
