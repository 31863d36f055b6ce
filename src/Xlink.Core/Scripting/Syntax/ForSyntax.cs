using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>For … Next.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Variable">What counts.</param>
/// <param name="From">First value.</param>
/// <param name="To">Last value.</param>
/// <param name="Step">What is added each time; 1 if missing.</param>
/// <param name="Body">The statements.</param>
internal sealed record ForSyntax(int Position, NameSyntax Variable, ExpressionSyntax From, ExpressionSyntax To, ExpressionSyntax? Step, IReadOnlyList<StatementSyntax> Body) : StatementSyntax(Position);
