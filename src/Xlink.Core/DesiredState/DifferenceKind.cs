namespace Xlink.DesiredState;

/// <summary>What a difference asks for.</summary>
public enum DifferenceKind
{
    /// <summary>Something is missing.</summary>
    Add,

    /// <summary>Something has another value.</summary>
    Change,

    /// <summary>Something is there that the desired state does not list.</summary>
    Remove,
}
