using System.Collections.Generic;

namespace Xlink.Scripting.Syntax;

/// <summary>One variable of a Dim.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, if written.</param>
/// <param name="Bounds">Bounds of an array; none for a simple variable.</param>
internal sealed record VariableSyntax(NameSyntax Name, TypeName? Type, IReadOnlyList<BoundsSyntax>? Bounds);
