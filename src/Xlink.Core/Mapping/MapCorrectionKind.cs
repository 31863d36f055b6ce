namespace Xlink.Mapping;

/// <summary>What a correction of <c>acd_map.ini</c> does with a mapping.</summary>
public enum MapCorrectionKind
{
    /// <summary>It gets the right parent queue [documented].</summary>
    Updated,

    /// <summary>It is removed, because another mapping leads to the same value type of the same queue with the right IDs [documented].</summary>
    Removed,

    /// <summary>It stays and is reported: the server does not have the queue, or the queue not the value type.</summary>
    Unknown,
}
