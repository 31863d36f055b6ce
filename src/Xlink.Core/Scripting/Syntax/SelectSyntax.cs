using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Select Case.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Selector">The value that is looked at, once.</param>
/// <param name="Cases">The cases; the first that fits is taken.</param>
/// <param name="Else">Case Else; may be empty.</param>
internal sealed record SelectSyntax(int Position, ExpressionSyntax Selector, IReadOnlyList<CaseSyntax> Cases, IReadOnlyList<StatementSyntax> Else) : StatementSyntax(Position);
