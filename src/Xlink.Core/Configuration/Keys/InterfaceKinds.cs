using System;

namespace Xlink.Configuration.Keys;

/// <summary>The interfaces that an external system's section can configure; one section may configure one for call data and one for agent data.</summary>
[Flags]
public enum InterfaceKinds
{
    /// <summary>None that is documented.</summary>
    None = 0,

    /// <summary>CSV files with call data (PhoneLink).</summary>
    CsvCallData = 1,

    /// <summary>CSV files with agent data (TimeLink).</summary>
    CsvAgentData = 2,

    /// <summary>A database with call data: the universal interface, PhoneLink.</summary>
    UniversalCallData = 4,

    /// <summary>A database with agent data: the universal interface, TimeLink.</summary>
    UniversalAgentData = 8,

    /// <summary>CSV files with either.</summary>
    Csv = CsvCallData | CsvAgentData,

    /// <summary>A database with either.</summary>
    Universal = UniversalCallData | UniversalAgentData,

    /// <summary>Call data from either.</summary>
    CallData = CsvCallData | UniversalCallData,

    /// <summary>Agent data from either.</summary>
    AgentData = CsvAgentData | UniversalAgentData,

    /// <summary>All of them.</summary>
    All = Csv | Universal,
}
