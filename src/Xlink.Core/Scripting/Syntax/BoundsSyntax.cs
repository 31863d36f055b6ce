namespace Xlink.Scripting.Syntax;

/// <summary>Bounds of one subscript.</summary>
/// <param name="Lower">Lowest subscript; without one it is that of Option Base.</param>
/// <param name="Upper">Highest subscript.</param>
internal sealed record BoundsSyntax(ExpressionSyntax? Lower, ExpressionSyntax Upper);
