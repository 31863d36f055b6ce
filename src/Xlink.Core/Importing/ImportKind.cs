namespace Xlink.Importing;

/// <summary>What an import imports.</summary>
public enum ImportKind
{
    /// <summary>Call data (PhoneLink).</summary>
    CallData,

    /// <summary>Agent data (TimeLink).</summary>
    AgentData,
}
