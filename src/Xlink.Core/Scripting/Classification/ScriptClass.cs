namespace Xlink.Scripting.Classification;

/// <summary>What a script is to somebody who has to express it elsewhere, for example in SQL.</summary>
public enum ScriptClass
{
    /// <summary>It adds its metrics up, as a mapping without a script does.</summary>
    PlainSum,

    /// <summary>Weekday or time of day decide which sum is taken, or with which factor; nothing else does.</summary>
    TimeFilter,

    /// <summary>A mean, or another quotient of metrics, perhaps guarded against a division by zero.</summary>
    Average,

    /// <summary>Anything else: factors, thresholds, loops, procedures, formulas.</summary>
    OwnLogic,

    /// <summary>It has an error, so that no import can use it.</summary>
    Invalid,
}
