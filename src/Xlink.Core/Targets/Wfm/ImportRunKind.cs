using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>What an import run brought.</summary>
[JsonConverter(typeof(EnumNameJsonConverter<ImportRunKind>))]
public enum ImportRunKind
{
    /// <summary>Call data (PhoneLink).</summary>
    CallData,

    /// <summary>Agent data (TimeLink).</summary>
    AgentData,
}
