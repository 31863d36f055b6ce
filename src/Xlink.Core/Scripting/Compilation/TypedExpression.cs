using System.Linq.Expressions;
using System.Runtime.InteropServices;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Compilation;

/// <summary>Code for a value, and the type the language sees in it.</summary>
/// <param name="Code">A constant or a variable, unless said otherwise: code stays flat, however long an expression is.</param>
/// <param name="Type">Its type.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TypedExpression(Expression Code, ScriptType Type);
