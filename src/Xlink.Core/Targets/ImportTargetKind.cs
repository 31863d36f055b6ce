namespace Xlink.Targets;

/// <summary>Where the imports of an external system go: the key <c>Target</c> [our reading].</summary>
public enum ImportTargetKind
{
    /// <summary>To the WFM server: without the key.</summary>
    Wfm = 0,

    /// <summary>Into files for Cloud Link, the successor. No server is needed, once it has been asked for its queues.</summary>
    CloudLink,

    /// <summary>To both. What one of them does not take does not keep it from the other.</summary>
    Both,
}
