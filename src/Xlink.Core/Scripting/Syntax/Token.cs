using System.Runtime.InteropServices;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Syntax;

/// <summary>One word or mark of a script.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Position">Where it begins in the text.</param>
/// <param name="End">Where it ends in the text.</param>
/// <param name="Name">Name of an identifier without type mark.</param>
/// <param name="Value">Value of a number or text; type of an identifier with a type mark such as <c>x%</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Position, int End, string? Name = null, Variant Value = default);
