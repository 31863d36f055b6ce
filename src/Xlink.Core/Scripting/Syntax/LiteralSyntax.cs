using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Syntax;

/// <summary>A number, a text, True or False.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Value">Its value.</param>
internal sealed record LiteralSyntax(int Position, Variant Value) : ExpressionSyntax(Position);
