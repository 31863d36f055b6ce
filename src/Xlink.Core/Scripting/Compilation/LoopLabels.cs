using System.Collections.Generic;
using System.Linq.Expressions;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Where Exit goes to from inside loops.</summary>
internal sealed class LoopLabels
{
    private readonly Stack<(TokenKind Kind, LabelTarget Exit)> open = new();

    internal LabelTarget Begin(TokenKind kind)
    {
        var label = Expression.Label();
        open.Push((kind, label));
        return label;
    }

    internal void End() => open.Pop();

    /// <summary>The end of the innermost loop of a kind; nothing outside of such a loop.</summary>
    internal LabelTarget? Find(TokenKind kind)
    {
        foreach (var loop in open)
        {
            if (loop.Kind == kind)
            {
                return loop.Exit;
            }
        }

        return null;
    }
}
