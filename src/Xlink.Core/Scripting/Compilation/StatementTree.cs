using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Walks statements and all that they enclose.</summary>
internal static class StatementTree
{
    internal static IEnumerable<StatementSyntax> Enumerate(IReadOnlyList<StatementSyntax> statements)
    {
        var open = new Stack<StatementSyntax>(statements.Reverse());
        while (open.Count > 0)
        {
            var statement = open.Pop();
            yield return statement;
            foreach (var block in GetBlocks(statement).Reverse())
            {
                foreach (var inner in block.Reverse())
                {
                    open.Push(inner);
                }
            }
        }
    }

    /// <summary>The blocks of one statement in the order of the text.</summary>
    private static IEnumerable<IReadOnlyList<StatementSyntax>> GetBlocks(StatementSyntax statement) => statement switch
    {
        IfSyntax choice => choice.Branches.Select(branch => branch.Body).Append(choice.Else),
        SelectSyntax choice => choice.Cases.Select(branch => branch.Body).Append(choice.Else),
        ForSyntax loop => [loop.Body],
        ForEachSyntax loop => [loop.Body],
        DoSyntax loop => [loop.Body],
        _ => [],
    };
}
