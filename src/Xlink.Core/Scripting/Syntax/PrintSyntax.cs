using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>Writes values to the log.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Items">The values.</param>
internal sealed record PrintSyntax(int Position, IReadOnlyList<PrintItemSyntax> Items) : StatementSyntax(Position);
