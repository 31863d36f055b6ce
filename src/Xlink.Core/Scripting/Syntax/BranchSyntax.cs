using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>A condition and what is done if it holds.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Body">The statements.</param>
internal sealed record BranchSyntax(int Position, ExpressionSyntax Condition, IReadOnlyList<StatementSyntax> Body);
