using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>A Sub or Function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFunction">Whether it has a value.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="ReturnType">Type of its value, if written.</param>
/// <param name="Body">The statements.</param>
internal sealed record ProcedureSyntax(NameSyntax Name, bool IsFunction, IReadOnlyList<ParameterSyntax> Parameters, TypeName? ReturnType, IReadOnlyList<StatementSyntax> Body);
