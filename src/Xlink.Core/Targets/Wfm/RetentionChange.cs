namespace Xlink.Targets.Wfm;

/// <summary>How long something is to be kept.</summary>
public sealed record RetentionChange
{
    /// <summary>The value type; <see langword="null"/> for agent data.</summary>
    public int? ValueTypeId { get; init; }

    /// <summary>Days before today, 1 to 36500; <see langword="null"/> for ever.</summary>
    public int? Days { get; init; }
}
