using System.Globalization;

namespace Xlink.Benchmarks.Table;

/// <summary>A figure of the table beside its goal.</summary>
/// <param name="What">What it is, for instance the peer that a ratio is taken to.</param>
/// <param name="Value">The figure.</param>
/// <param name="Goal">The goal; <see langword="null"/> for a figure that only informs.</param>
/// <param name="AtLeast">Whether more is better.</param>
/// <param name="Unit">The unit.</param>
internal sealed record Measure(string What, double Value, double? Goal, bool AtLeast = true, string Unit = "×")
{
    public bool IsReached => Goal is not { } goal || (AtLeast ? Value >= goal : Value <= goal);

    public string GoalText => Goal is { } goal ? string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? "≥" : "≤")} {goal:0.##} {Unit}") : "–";

    public string ValueText => string.Create(CultureInfo.InvariantCulture, $"{Value:0.00} {Unit}");
}
