namespace Xlink.DesiredState;

/// <summary>What a value of a desired-state file is.</summary>
internal enum StateNodeKind
{
    /// <summary>Names with values.</summary>
    Object,

    /// <summary>Values in their order.</summary>
    List,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number, as it is written.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Nothing.</summary>
    Null,
}
