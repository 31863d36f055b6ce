using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>A name with parentheses: a function with arguments or an element of an array.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Name">The name without type mark.</param>
/// <param name="Arguments">Arguments or subscripts; may be empty.</param>
internal sealed record CallSyntax(int Position, string Name, IReadOnlyList<ExpressionSyntax> Arguments) : ExpressionSyntax(Position);
