namespace Xlink.Scripting.Syntax;

/// <summary>The condition of a loop.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Condition">The condition.</param>
/// <param name="EndsWhen">The value that ends the loop: True for Until, False for While.</param>
internal sealed record LoopTestSyntax(int Position, ExpressionSyntax Condition, bool EndsWhen);
