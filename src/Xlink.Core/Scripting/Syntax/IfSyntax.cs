using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>If … Then … ElseIf … Else, in one line or in many.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Branches">If and every ElseIf.</param>
/// <param name="Else">What is done if none of them holds; may be empty.</param>
internal sealed record IfSyntax(int Position, IReadOnlyList<BranchSyntax> Branches, IReadOnlyList<StatementSyntax> Else) : StatementSyntax(Position);
