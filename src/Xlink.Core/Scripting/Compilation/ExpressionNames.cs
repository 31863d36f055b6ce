using System.Collections.Generic;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Walks expressions without recursion, so that their length does not matter.</summary>
internal static class ExpressionNames
{
    /// <summary>An expression and all its parts, from left to right.</summary>
    internal static IEnumerable<ExpressionSyntax> Enumerate(ExpressionSyntax root)
    {
        var open = new Stack<ExpressionSyntax>();
        open.Push(root);
        while (open.Count > 0)
        {
            var node = open.Pop();
            yield return node;
            switch (node)
            {
                case BinarySyntax binary:
                    open.Push(binary.Right);
                    open.Push(binary.Left);
                    break;
                case UnarySyntax unary:
                    open.Push(unary.Operand);
                    break;
                case ParenthesisSyntax parenthesis:
                    open.Push(parenthesis.Inner);
                    break;
                case CallSyntax call:
                    for (var i = call.Arguments.Count - 1; i >= 0; i--)
                    {
                        open.Push(call.Arguments[i]);
                    }

                    break;
            }
        }
    }

    /// <summary>The names in an expression: variables, functions, arrays.</summary>
    internal static IEnumerable<string> GetNames(ExpressionSyntax root)
    {
        foreach (var node in Enumerate(root))
        {
            if (node is NameSyntax name)
            {
                yield return name.Name;
            }
            else if (node is CallSyntax call)
            {
                yield return call.Name;
            }
        }
    }
}
