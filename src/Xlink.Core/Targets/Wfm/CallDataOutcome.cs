namespace Xlink.Targets.Wfm;

/// <summary>What the server did with one of several uploads that came in one request.</summary>
public sealed record CallDataOutcome
{
    /// <summary>What it stored.</summary>
    public CallDataReceipt? Receipt { get; init; }

    /// <summary>Why it stored nothing.</summary>
    public WfmProblem? Problem { get; init; }
}
