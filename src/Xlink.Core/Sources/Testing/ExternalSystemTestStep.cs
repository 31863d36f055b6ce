using System.Collections.Generic;
using System.Linq;

namespace Xlink.Sources.Testing;

/// <summary>One step of the test of an external system.</summary>
public sealed record ExternalSystemTestStep
{
    /// <summary>What was tested: <c>Configuration</c>, <c>Connection</c>, <c>Files</c>, <c>Rows</c>, <c>Values</c>, or the key of a query.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it went well.</summary>
    public bool Success => Failure is null;

    /// <summary>Whether it went well, as a word in the user's language.</summary>
    public string Result => Success ? Messages.TestStepOk : Messages.TestStepFailed;

    /// <summary>What was found, or what is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about a failure; empty after success.</summary>
    public string Remedy => Failure?.Remedy ?? string.Empty;

    /// <summary>The query as the database gets it; <see langword="null"/> where there is none.</summary>
    public string? Query { get; init; }

    /// <summary>Names of the columns of <see cref="Rows"/>.</summary>
    public IReadOnlyList<string> Columns { get; init => field = value.Indexable(); } = [];

    /// <summary>The first rows, a text or <see langword="null"/> per column.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows { get; init => field = value.Select(row => row.Indexable()).ToList(); } = [];

    /// <summary>The failure; <see langword="null"/> after success.</summary>
    public XlinkException? Failure { get; init; }

    /// <summary>The step as one line.</summary>
    /// <returns>Name and message.</returns>
    public override string ToString() => Name + ": " + Message;
}
