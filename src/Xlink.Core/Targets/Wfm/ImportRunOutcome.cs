using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>How an import run ended.</summary>
[JsonConverter(typeof(EnumNameJsonConverter<ImportRunOutcome>))]
public enum ImportRunOutcome
{
    /// <summary>Everything has arrived.</summary>
    Succeeded,

    /// <summary>What was read has arrived, but something is missing: rows that were skipped, scripts that failed, agents nobody knows.</summary>
    Incomplete,

    /// <summary>It broke off; days that had arrived before stay.</summary>
    Failed,
}
