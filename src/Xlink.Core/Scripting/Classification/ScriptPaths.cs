using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting.Compilation;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Classification;

/// <summary>
/// Follows every path through a script without running it, and collects what <c>Result</c> can be at its ends, and what decides between them. A script with
/// loops, jumps, procedures or arrays is not followed.
/// </summary>
internal sealed class ScriptPaths
{
    private const int MostPaths = 256;

    private static readonly HashSet<string> Roundings = new(["CCUR", "CDBL", "CINT", "CLNG", "CSNG", "FIX", "INT", "ROUND"], Names.Comparer);

    private readonly Dictionary<string, ScriptForm> constants = new(Names.Comparer);

    private ScriptPaths()
    {
    }

    /// <summary>What <c>Result</c> can be, each form once.</summary>
    internal IReadOnlyList<ScriptForm> Results { get; private set; } = [];

    /// <summary>Whether a metric decides which of them it is.</summary>
    internal bool DependsOnMetrics { get; private set; }

    /// <summary>Whether weekday or time decide which of them it is.</summary>
    internal bool DependsOnTime { get; private set; }

    /// <summary>Whether all paths could be followed.</summary>
    internal bool IsComplete { get; private set; }

    internal static ScriptPaths Follow(ScriptSyntax script)
    {
        var paths = new ScriptPaths();
        var main = script.Procedures.FirstOrDefault(procedure => Names.Comparer.Equals(procedure.Name.Name, "Main"));
        if (main is null || script.Procedures.Count > 1)
        {
            return paths;
        }

        try
        {
            foreach (var constant in script.Declarations.OfType<ConstSyntax>().SelectMany(declaration => declaration.Constants))
            {
                paths.constants[constant.Name.Name] = paths.Evaluate(constant.Value, new(paths.constants));
            }

            var ends = paths.Run(main.Body, [new(paths.constants)]);
            paths.Results = [.. ends.Select(end => end.Get(nameof(VariableRole.Result)) ?? ScriptForm.Zero).GroupBy(form => form.Key, StringComparer.Ordinal).Select(same => same.First())];
            paths.IsComplete = true;
        }
        catch (NotFollowedException)
        {
            // IsComplete says so.
        }

        return paths;
    }

    private List<Variables> Run(IReadOnlyList<StatementSyntax> statements, List<Variables> states)
    {
        foreach (var statement in statements)
        {
            var ended = states.Where(state => state.HasEnded);
            var going = states.Where(state => !state.HasEnded).ToList();
            if (going.Count == 0)
            {
                return states;
            }

            states = [.. ended.Concat(Run(statement, going)).GroupBy(state => state.Key, StringComparer.Ordinal).Select(same => same.First())];
            if (states.Count > MostPaths)
            {
                throw new NotFollowedException();
            }
        }

        return states;
    }

    private IEnumerable<Variables> Run(StatementSyntax statement, List<Variables> states) => statement switch
    {
        AssignmentSyntax { Target: NameSyntax name } assignment => states.Select(state => state.With(name.Name, Evaluate(assignment.Value, state))),
        DimSyntax dim when dim.Variables.All(variable => variable.Bounds is null) => states,
        ConstSyntax declaration => declaration.Constants.Aggregate(
            (IEnumerable<Variables>)states, (before, constant) => before.Select(state => state.With(constant.Name.Name, Evaluate(constant.Value, state)))),
        PrintSyntax => states,
        CallStatementSyntax call when Names.Comparer.Equals(call.Name, "MsgBox") => states,
        ExitSyntax { What: TokenKind.Sub } => states.Select(state => state.Ended()),
        IfSyntax choice => Run(choice, states),
        SelectSyntax choice => Run(choice, states),
        _ => throw new NotFollowedException(),
    };

    private List<Variables> Run(IfSyntax choice, List<Variables> states)
    {
        var after = new List<Variables>();
        foreach (var state in states)
        {
            var isDecided = false;
            foreach (var branch in choice.Branches.TakeWhile(_ => !isDecided))
            {
                var condition = Evaluate(branch.Condition, state);
                Decide(condition);
                isDecided = condition.Constant is not (null or 0);
                after.AddRange(condition.Constant == 0 ? [] : Run(branch.Body, [state]));
            }

            after.AddRange(isDecided ? [] : Run(choice.Else, [state]));
        }

        return after;
    }

    private IEnumerable<Variables> Run(SelectSyntax choice, List<Variables> states)
    {
        foreach (var state in states)
        {
            Decide(Evaluate(choice.Selector, state));
            foreach (var test in choice.Cases.SelectMany(branch => branch.Tests))
            {
                Decide(Evaluate(test.Value, state));
                Decide(test.UpTo is null ? ScriptForm.Zero : Evaluate(test.UpTo, state));
            }
        }

        return choice.Cases.Select(branch => branch.Body).Append(choice.Else).SelectMany(body => Run(body, states));
    }

    private void Decide(ScriptForm condition)
    {
        DependsOnMetrics |= condition.UsesMetrics;
        DependsOnTime |= condition.UsesTime;
    }

    private ScriptForm Evaluate(ExpressionSyntax expression, Variables state)
    {
        if (expression is not BinarySyntax last)
        {
            return EvaluateOperand(expression, state);
        }

        var chain = last.GetChain(out var first);
        var form = EvaluateOperand(first, state);
        foreach (var binary in chain)
        {
            form = Apply(binary.Operator, form, Evaluate(binary.Right, state));
        }

        return form;
    }

    private static ScriptForm Apply(TokenKind operation, ScriptForm left, ScriptForm right) => operation switch
    {
        TokenKind.Plus => left.Add(right),
        TokenKind.Minus => left.Add(right.Negate()),
        TokenKind.Times => left.Multiply(right),
        TokenKind.Divide or TokenKind.IntegerDivide => left.Divide(right),
        _ when left.Constant is { } first && right.Constant is { } second && Compare(operation, first, second) is { } isTrue => ScriptForm.Number(isTrue ? -1 : 0),
        _ => ScriptForm.Unknown(left, right),
    };

    private static bool? Compare(TokenKind operation, double left, double right) => operation switch
    {
        TokenKind.Equal => left.Equals(right),
        TokenKind.NotEqual => !left.Equals(right),
        TokenKind.Less => left < right,
        TokenKind.LessOrEqual => left <= right,
        TokenKind.Greater => left > right,
        TokenKind.GreaterOrEqual => left >= right,
        _ => null,
    };

    private ScriptForm EvaluateOperand(ExpressionSyntax expression, Variables state) => expression switch
    {
        LiteralSyntax { Value: { IsString: false } value } => ScriptForm.Number(value.Number),
        LiteralSyntax => ScriptForm.Unknown(),
        ParenthesisSyntax parenthesis => Evaluate(parenthesis.Inner, state),
        UnarySyntax { Operator: TokenKind.Minus } unary => Evaluate(unary.Operand, state).Negate(),
        UnarySyntax { Operator: TokenKind.Plus } unary => Evaluate(unary.Operand, state),
        UnarySyntax unary => ScriptForm.Unknown(Evaluate(unary.Operand, state)),
        NameSyntax name => state.Get(name.Name) ?? Predefined(name.Name),
        CallSyntax { Arguments.Count: > 0 } call when Roundings.Contains(call.Name) => Evaluate(call.Arguments[0], state),
        CallSyntax call when Names.Comparer.Equals(call.Name, "IIf") && call.Arguments.Count == 3 => Choose(call, state),
        CallSyntax call => ScriptForm.Unknown([.. call.Arguments.Select(argument => Evaluate(argument, state))]),
        _ => throw new NotFollowedException(),
    };

    // Which of the two it is is not followed into what comes after: the form is known only if it is the same.
    private ScriptForm Choose(CallSyntax call, Variables state)
    {
        var condition = Evaluate(call.Arguments[0], state);
        var either = Evaluate(call.Arguments[1], state);
        var other = Evaluate(call.Arguments[2], state);
        return either.Key == other.Key ? either : ScriptForm.Unknown(condition, either, other);
    }

    private static ScriptForm Predefined(string name) => ModuleScope.GetRole(name) switch
    {
        { Role: VariableRole.Para, ParaNumber: var number } => ScriptForm.Metric(number),
        { Role: VariableRole.Weekday or VariableRole.Minutes } => ScriptForm.Time(),
        _ => ScriptForm.Zero,
    };

    /// <summary>The script does something whose paths are not counted.</summary>
    private sealed class NotFollowedException : Exception;

    /// <summary>What the variables are at one point of one path. Those that are missing have not been assigned to.</summary>
    private sealed class Variables
    {
        private readonly SortedDictionary<string, ScriptForm> values;

        internal Variables(IEnumerable<KeyValuePair<string, ScriptForm>> values, bool hasEnded = false)
        {
            this.values = new(Names.Comparer);
            foreach (var value in values)
            {
                this.values[value.Key] = value.Value;
            }

            HasEnded = hasEnded;
            Key = hasEnded + string.Join("\n", this.values.Select(value => value.Key.ToUpperInvariant() + "=" + value.Value.Key));
        }

        internal bool HasEnded { get; }

        internal string Key { get; }

        internal ScriptForm? Get(string name) => values.TryGetValue(name, out var form) ? form : null;

        internal Variables With(string name, ScriptForm form) => new(values.Append(new(name, form)));

        internal Variables Ended() => new(values, hasEnded: true);
    }
}
