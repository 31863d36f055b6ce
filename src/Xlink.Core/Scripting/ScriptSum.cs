using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting.Compilation;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting;

/// <summary>What a script computes, if that is a sum of its metrics, each times a number, or one such sum divided by another.</summary>
/// <param name="Factors">The number that each of Para1, Para2 … counts times; of the value, not of <c>Result</c>, which is a hundred times that.</param>
/// <param name="Divisors">The same of the sum below the line; <see langword="null"/> for a plain sum.</param>
internal sealed record ScriptSum(IReadOnlyList<double> Factors, IReadOnlyList<double>? Divisors)
{
    private const double Scale = 100;

    /// <summary>What the default script computes: the sum of all metrics [documented].</summary>
    internal static ScriptSum Default(int parameterCount) => new([.. Enumerable.Repeat(1.0, parameterCount)], Divisors: null);

    /// <summary>Finds out what a script computes. A test that the divisor is not 0 may stand around the division.</summary>
    /// <remarks>Rounding does not count: neither that of variables without decimals nor that of <c>Result</c>.</remarks>
    /// <param name="text">The script, which compiles.</param>
    /// <param name="parameterCount">How many metrics it has.</param>
    /// <returns><see langword="null"/> if it is anything else.</returns>
    internal static ScriptSum? Find(string text, int parameterCount) => LargeStack.Run(() => new Reader(parameterCount).Read(text));

    /// <summary>A value on its way: a sum over the metrics and a number, and what both are divided by.</summary>
    private sealed record Term(double[] Sum, double Number, Term? Divisor)
    {
        internal bool IsNumber => Divisor is null && Array.TrueForAll(Sum, factor => factor == 0);

        internal Term Times(double factor) => this with { Sum = [.. Sum.Select(part => part * factor)], Number = Number * factor };

        internal Term Over(double divisor) => this with { Sum = [.. Sum.Select(part => part / divisor)], Number = Number / divisor };

        internal Term Plus(Term other) => this with { Sum = [.. Sum.Zip(other.Sum, (one, two) => one + two)], Number = Number + other.Number };

        internal static bool AreSame(Term? one, Term? other)
            => one is null || other is null
                ? one == other
                : one.Sum.SequenceEqual(other.Sum) && one.Number == other.Number && AreSame(one.Divisor, other.Divisor);
    }

    /// <summary>Goes through a script with terms for values.</summary>
    private sealed class Reader(int parameterCount)
    {
        private Dictionary<string, Term?> values = new(Names.Comparer);

        internal ScriptSum? Read(string text)
        {
            var source = new SourceText(text, string.Empty);
            var diagnostics = new Diagnostics(source);
            var script = ScriptParser.Parse(source, diagnostics);
            if (diagnostics.HasErrors || script.Procedures.Count != 1 || !Run(script.Declarations) || !Run(script.Procedures[0].Body)
                || !values.TryGetValue(nameof(VariableRole.Result), out var result) || result is null || result.Number != 0)
            {
                return null;
            }

            return result.Divisor is { Number: not 0 } ? null : new ScriptSum(result.Over(Scale).Sum, result.Divisor?.Sum);
        }

        private bool Run(IReadOnlyList<StatementSyntax> statements)
        {
            foreach (var statement in statements)
            {
                switch (statement)
                {
                    case AssignmentSyntax { Target: NameSyntax name } assignment:
                        values[name.Name] = Compute(assignment.Value);
                        break;
                    case DimSyntax dim when dim.Variables.All(variable => variable.Bounds is null):
                        Declare(dim);
                        break;
                    case ConstSyntax constants:
                        foreach (var constant in constants.Constants)
                        {
                            values[constant.Name.Name] = Compute(constant.Value);
                        }

                        break;
                    case IfSyntax { Branches.Count: 1 } choice when TryRun(choice):
                        break;
                    default:
                        return false;
                }
            }

            return true;
        }

        private void Declare(DimSyntax dim)
        {
            foreach (var name in dim.Variables.Select(variable => variable.Name.Name))
            {
                var role = ModuleScope.GetRole(name).Role;
                if (role is VariableRole.None or VariableRole.Result && !values.ContainsKey(name))
                {
                    values[name] = Constant(0);
                }
            }
        }

        /// <summary>Runs a choice that only keeps a division from having 0 below the line.</summary>
        private bool TryRun(IfSyntax choice)
        {
            if (choice.Branches[0].Condition is not BinarySyntax test || Unwrap(test.Right) is not LiteralSyntax { Value: { IsString: false, Number: 0 } }
                || Compute(test.Left) is not { Divisor: null, IsNumber: false } tested)
            {
                return false;
            }

            var isForOthers = test.Operator is TokenKind.NotEqual or TokenKind.Greater;
            if (!isForOthers && test.Operator is not (TokenKind.Equal or TokenKind.LessOrEqual))
            {
                return false;
            }

            var before = values;
            var bodies = new[] { choice.Branches[0].Body, choice.Else };
            var outcomes = new List<Dictionary<string, Term?>>();
            foreach (var body in isForOthers ? bodies : [.. Enumerable.Reverse(bodies)])
            {
                values = new Dictionary<string, Term?>(before, Names.Comparer);
                if (!Run(body))
                {
                    return false;
                }

                outcomes.Add(values);
            }

            values = new Dictionary<string, Term?>(Names.Comparer);
            foreach (var name in outcomes[0].Keys.Union(outcomes[1].Keys, Names.Comparer))
            {
                values[name] = Merge(Get(outcomes[0], name), Get(outcomes[1], name), tested);
            }

            return true;
        }

        // Without a value a variable is 0 [our reading].
        private Term? Get(Dictionary<string, Term?> outcome, string name) => outcome.TryGetValue(name, out var value) ? value : Constant(0);

        private static Term? Merge(Term? others, Term? zero, Term tested)
            => others is null || zero is null ? null
                : Term.AreSame(others, zero) ? others
                : zero is { IsNumber: true, Number: 0 } && Term.AreSame(others.Divisor, tested) ? others
                : null;

        private Term? Compute(ExpressionSyntax expression)
        {
            // Chains of operators are deep to the left.
            var chain = new Stack<BinarySyntax>();
            expression = Unwrap(expression);
            while (expression is BinarySyntax binary)
            {
                chain.Push(binary);
                expression = Unwrap(binary.Left);
            }

            var value = expression switch
            {
                LiteralSyntax { Value.IsString: false } literal => Constant(literal.Value.Number),
                UnarySyntax { Operator: TokenKind.Minus } negative => Compute(negative.Operand)?.Times(-1),
                UnarySyntax { Operator: TokenKind.Plus } positive => Compute(positive.Operand),
                NameSyntax name => Find(name.Name),
                _ => null,
            };
            while (value is not null && chain.Count > 0)
            {
                var binary = chain.Pop();
                value = Compute(binary.Right) is { } right ? Combine(binary.Operator, value, right) : null;
            }

            return value;
        }

        private static Term? Combine(TokenKind operation, Term left, Term right) => operation switch
        {
            TokenKind.Plus when Term.AreSame(left.Divisor, right.Divisor) => left.Plus(right),
            TokenKind.Minus when Term.AreSame(left.Divisor, right.Divisor) => left.Plus(right.Times(-1)),
            TokenKind.Times when right.IsNumber => left.Times(right.Number),
            TokenKind.Times when left.IsNumber => right.Times(left.Number),
            TokenKind.Divide when right.IsNumber && right.Number != 0 => left.Over(right.Number),
            TokenKind.Divide when left.Divisor is null && right is { Divisor: null, IsNumber: false } => left with { Divisor = right },
            _ => null,
        };

        private Term? Find(string name)
        {
            if (values.TryGetValue(name, out var value))
            {
                return value;
            }

            var (role, number) = ModuleScope.GetRole(name);
            if (role != VariableRole.Para || number > parameterCount)
            {
                return null;
            }

            var sum = new double[parameterCount];
            sum[number - 1] = 1;
            return new Term(sum, 0, Divisor: null);
        }

        private Term Constant(double number) => new(new double[parameterCount], number, Divisor: null);

        private static ExpressionSyntax Unwrap(ExpressionSyntax expression)
        {
            while (expression is ParenthesisSyntax parenthesis)
            {
                expression = parenthesis.Inner;
            }

            return expression;
        }
    }
}
