using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Calls a procedure, with or without Call.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Name">Name of the procedure.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CallStatementSyntax(int Position, string Name, IReadOnlyList<ExpressionSyntax> Arguments) : StatementSyntax(Position);
