namespace Xlink.Scripting.Syntax;

/// <summary>A parameter of a procedure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, if written.</param>
/// <param name="IsByValue">Whether it is a copy; ByRef if nothing is written [documented for VBA].</param>
/// <param name="IsArray">Whether <c>()</c> follows the name.</param>
internal sealed record ParameterSyntax(NameSyntax Name, TypeName? Type, bool IsByValue, bool IsArray);
