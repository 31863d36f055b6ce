namespace Xlink.Migration;

/// <summary>What becomes of a part of a configuration when Xlink is left.</summary>
public enum MigrationVerdict
{
    /// <summary>The successor can take it as it is.</summary>
    OneToOne,

    /// <summary>Somebody has to decide something.</summary>
    Decision,

    /// <summary>It has no effect any more and need not be taken along.</summary>
    Dead,
}
