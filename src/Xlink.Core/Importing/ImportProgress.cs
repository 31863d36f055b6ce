namespace Xlink.Importing;

/// <summary>How far an import is.</summary>
public sealed record ImportProgress
{
    /// <summary>Name of the external system at work.</summary>
    public required string ExternalSystem { get; init; }

    /// <summary>What is being done, in the user's language: the file being read, or the day being written.</summary>
    public required string Activity { get; init; }

    /// <summary>0 to 1 over the whole import.</summary>
    public required double Fraction { get; init; }
}
