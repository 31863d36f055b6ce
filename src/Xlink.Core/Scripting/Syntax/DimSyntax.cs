using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Declares variables.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Variables">The variables.</param>
internal sealed record DimSyntax(int Position, IReadOnlyList<VariableSyntax> Variables) : StatementSyntax(Position);
