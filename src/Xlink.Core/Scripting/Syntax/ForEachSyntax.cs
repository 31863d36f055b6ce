using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>For Each … Next over an array.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Variable">Takes each element in turn.</param>
/// <param name="Array">The array.</param>
/// <param name="Body">The statements.</param>
internal sealed record ForEachSyntax(int Position, NameSyntax Variable, NameSyntax Array, IReadOnlyList<StatementSyntax> Body) : StatementSyntax(Position);
