namespace Xlink.Scripting.Runtime;

/// <summary>Why an evaluation stopped. The error's ID is the name with <c>Script</c> before it.</summary>
internal enum ScriptErrorCode
{
    None,
    DivisionByZero,
    Overflow,
    TypeMismatch,
    InvalidArgument,
    SubscriptOutOfRange,
    StringTooLong,
    StepLimit,
    RecursionLimit,
    ParameterMissing,
    ParameterNotFinite,

    /// <summary>The caller cancelled; the only one that leaves as an exception.</summary>
    Cancelled,
}
