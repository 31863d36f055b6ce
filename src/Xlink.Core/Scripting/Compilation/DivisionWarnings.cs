using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>
/// Finds divisions that nothing guards: no variable of the divisor is looked at by a condition around or before the division. A condition
/// does not guard what stands in itself, because And and Or always compute both sides.
/// </summary>
internal sealed class DivisionWarnings
{
    private readonly Diagnostics diagnostics;
    private readonly HashSet<string> guarded = new(Names.Comparer);

    /// <summary>What was added to or removed from <see cref="guarded"/>, to be undone at the end of a block.</summary>
    private readonly Stack<(string Name, bool WasAdded)> changes = new();

    /// <summary>Names that were assigned to, in order.</summary>
    private readonly List<string> assigned = [];

    private DivisionWarnings(Diagnostics diagnostics) => this.diagnostics = diagnostics;

    internal static void Report(ScriptSyntax script, Diagnostics diagnostics)
    {
        foreach (var procedure in script.Procedures)
        {
            var warnings = new DivisionWarnings(diagnostics);
            var constants = StatementTree.Enumerate(procedure.Body).Concat(script.Declarations).OfType<ConstSyntax>();
            warnings.Guard(constants.SelectMany(statement => statement.Constants).Select(constant => constant.Name.Name));
            warnings.Look(procedure.Body);
        }
    }

    private void Look(IReadOnlyList<StatementSyntax> statements)
    {
        foreach (var statement in statements)
        {
            Look(statement);
        }
    }

    private void Look(StatementSyntax statement)
    {
        switch (statement)
        {
            case AssignmentSyntax assignment:
                Look(assignment);
                break;
            case IfSyntax choice:
                Look(choice);
                break;
            case SelectSyntax choice:
                Look(choice);
                break;
            case ForSyntax loop:
                Look([loop.From, loop.To, .. loop.Step is null ? [] : new[] { loop.Step }]);
                LookInside(loop.Body, [loop.Variable.Name]);
                break;
            case ForEachSyntax loop:
                LookInside(loop.Body, []);
                break;
            case DoSyntax loop:
                Look(loop);
                break;
            case CallStatementSyntax call:
                Look(call.Arguments);
                break;
            case PrintSyntax print:
                Look(print.Items.Select(item => item.Value));
                break;
        }
    }

    /// <summary>What is assigned decides whether the variable can be 0: a number other than 0 cannot, an IIf has looked.</summary>
    private void Look(AssignmentSyntax assignment)
    {
        Look([assignment.Target, assignment.Value]);
        if (assignment.Target is not NameSyntax { Name: var name })
        {
            return;
        }

        assigned.Add(name);
        var isSafe = IsSafeNumber(assignment.Value) || ExpressionNames.GetNames(assignment.Value).Any(used => Names.Comparer.Equals(used, "IIf"));
        if (isSafe)
        {
            Guard([name]);
        }
        else if (guarded.Remove(name))
        {
            changes.Push((name, false));
        }
    }

    private void Look(IfSyntax choice)
    {
        var assignedBefore = assigned.Count;
        var tested = new List<string>();
        foreach (var branch in choice.Branches)
        {
            Look([branch.Condition]);
            tested.AddRange(ExpressionNames.GetNames(branch.Condition));
            LookInside(branch.Body, tested);
        }

        LookInside(choice.Else, tested);
        GuardAfter(tested, assignedBefore, choice.Branches.Select(branch => branch.Body).Append(choice.Else));
    }

    private void Look(SelectSyntax choice)
    {
        var assignedBefore = assigned.Count;
        Look([choice.Selector]);
        var tested = ExpressionNames.GetNames(choice.Selector).ToList();
        foreach (var branch in choice.Cases)
        {
            Look(branch.Tests.Select(test => test.Value));
            Look(branch.Tests.Where(test => test.UpTo is not null).Select(test => test.UpTo!));
            LookInside(branch.Body, tested);
        }

        LookInside(choice.Else, tested);
        GuardAfter(tested, assignedBefore, choice.Cases.Select(branch => branch.Body).Append(choice.Else));
    }

    private void Look(DoSyntax loop)
    {
        if (loop.Before is { } before)
        {
            Look([before.Condition]);
        }

        LookInside(loop.Body, loop.Before is null ? [] : ExpressionNames.GetNames(loop.Before.Condition));
        if (loop.After is { } after)
        {
            Look([after.Condition]);
        }
    }

    private void LookInside(IReadOnlyList<StatementSyntax> body, IEnumerable<string> tested)
    {
        var mark = changes.Count;
        Guard(tested);
        Look(body);
        while (changes.Count > mark)
        {
            var (name, wasAdded) = changes.Pop();
            _ = wasAdded ? guarded.Remove(name) : guarded.Add(name);
        }
    }

    /// <summary>After a choice the variables it set count as guarded, and those it tested if it may have left.</summary>
    private void GuardAfter(IEnumerable<string> tested, int assignedBefore, IEnumerable<IReadOnlyList<StatementSyntax>> bodies)
    {
        Guard(assigned.Skip(assignedBefore).ToList());
        if (bodies.Any(body => body.Any(statement => statement is ExitSyntax or GoToSyntax)))
        {
            Guard(tested);
        }
    }

    private void Guard(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (guarded.Add(name))
            {
                changes.Push((name, true));
            }
        }
    }

    private void Look(IEnumerable<ExpressionSyntax> expressions)
    {
        foreach (var node in expressions.SelectMany(ExpressionNames.Enumerate))
        {
            if (node is BinarySyntax { Operator: TokenKind.Divide or TokenKind.IntegerDivide or TokenKind.Mod } division
                && !IsSafeNumber(division.Right)
                && !ExpressionNames.GetNames(division.Right).Any(guarded.Contains))
            {
                diagnostics.Warn(division.Position, nameof(Messages.ScriptDivisionUnguarded));
            }
        }
    }

    private static bool IsSafeNumber(ExpressionSyntax expression)
    {
        var literals = ExpressionNames.Enumerate(expression).ToList();
        return literals.TrueForAll(node => node is LiteralSyntax { Value.IsString: false, Value.Number: not 0 } or UnarySyntax or ParenthesisSyntax);
    }
}
