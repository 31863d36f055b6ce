using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>A whole script.</summary>
/// <param name="MustDeclare">Option Explicit.</param>
/// <param name="LowestSubscript">Option Base.</param>
/// <param name="Declarations">Dim and Const outside procedures, in order.</param>
/// <param name="Procedures">The procedures.</param>
internal sealed record ScriptSyntax(bool MustDeclare, int LowestSubscript, IReadOnlyList<StatementSyntax> Declarations, IReadOnlyList<ProcedureSyntax> Procedures);
