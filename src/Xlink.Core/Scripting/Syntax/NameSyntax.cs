using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Syntax;

/// <summary>A name without parentheses: a variable, a constant, or a function without arguments.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Name">The name without type mark.</param>
/// <param name="MarkedType">What its type mark says; Empty without one.</param>
internal sealed record NameSyntax(int Position, string Name, ScriptType MarkedType) : ExpressionSyntax(Position);
