using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>One Case of a Select.</summary>
/// <param name="Position">Where it stands in the text.</param>
/// <param name="Tests">It is taken if one of them fits.</param>
/// <param name="Body">The statements.</param>
internal sealed record CaseSyntax(int Position, IReadOnlyList<CaseTestSyntax> Tests, IReadOnlyList<StatementSyntax> Body);
