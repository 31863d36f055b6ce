using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Names constants.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Constants">The constants.</param>
internal sealed record ConstSyntax(int Position, IReadOnlyList<ConstantSyntax> Constants) : StatementSyntax(Position);
