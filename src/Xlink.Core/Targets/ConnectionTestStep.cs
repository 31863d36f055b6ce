using System;

namespace Xlink.Targets;

/// <summary>One step of a connection test.</summary>
public sealed record ConnectionTestStep
{
    /// <summary>What was tested: <c>Configuration</c>, <c>Name</c>, <c>Port</c>, <c>Tls</c>, <c>Login</c> or <c>Queues</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it went well.</summary>
    public bool Success => Failure is null;

    /// <summary>Whether it went well, as a word in the user's language.</summary>
    public string Result => Success ? Messages.TestStepOk : Messages.TestStepFailed;

    /// <summary>What was found, or what is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about a failure; empty after success.</summary>
    public string Remedy => Failure?.Remedy ?? string.Empty;

    /// <summary>The failure; <see langword="null"/> after success.</summary>
    public XlinkException? Failure { get; init; }

    /// <summary>How long the step took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The step as one line.</summary>
    public override string ToString() => Name + ": " + Message;
}
