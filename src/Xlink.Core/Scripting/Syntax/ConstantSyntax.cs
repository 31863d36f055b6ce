namespace Xlink.Scripting.Syntax;

/// <summary>One name of a Const.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, if written.</param>
/// <param name="Value">Its value, of literals and other constants.</param>
internal sealed record ConstantSyntax(NameSyntax Name, TypeName? Type, ExpressionSyntax Value);
