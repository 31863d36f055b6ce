namespace Xlink.Scripting.Syntax;

/// <summary>One item after Case: a value, <c>Is</c> with a comparison, or a range.</summary>
/// <param name="Comparison">How the selected value is compared with <paramref name="Value"/>; GreaterOrEqual for a range.</param>
/// <param name="Value">The value, or the lower end of a range.</param>
/// <param name="UpTo">Upper end of a range, else none.</param>
internal sealed record CaseTestSyntax(TokenKind Comparison, ExpressionSyntax Value, ExpressionSyntax? UpTo);
