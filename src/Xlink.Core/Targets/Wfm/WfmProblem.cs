namespace Xlink.Targets.Wfm;

/// <summary>Why the server refused a request: problem details (RFC 9457) with a stable code.</summary>
public sealed record WfmProblem
{
    /// <summary>Media type of a problem.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Always <c>about:blank</c>: <see cref="Code"/> says which problem it is.</summary>
    public string? Type { get; init; }

    /// <summary>The phrase of the HTTP status.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>Which problem it is, for example <c>QueueExists</c>. It never changes; <c>docs/protocol.md</c> lists all.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong with this request: English sentences.</summary>
    public string? Detail { get; init; }
}
