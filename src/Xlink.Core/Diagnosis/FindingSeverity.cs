namespace Xlink.Diagnosis;

/// <summary>How much a finding matters; the worst first.</summary>
public enum FindingSeverity
{
    /// <summary>Something cannot work, or imports wrong values.</summary>
    Error,

    /// <summary>It works, but probably not as it is meant.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Information,
}
