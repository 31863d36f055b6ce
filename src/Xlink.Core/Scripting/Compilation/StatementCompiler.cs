using System.Collections.Generic;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Writes the code of statements. After an error it goes on with the next one, so that a check finds more than one.</summary>
internal sealed class StatementCompiler
{
    private readonly CodeWriter writer;
    private readonly ProcedureScope scope;
    private readonly Diagnostics diagnostics;
    private readonly Sites sites;
    private readonly bool isFunction;
    private readonly ConversionCompiler conversions;
    private readonly OperatorCompiler operators;
    private readonly ExpressionCompiler expressions;
    private readonly LoopLabels loops = new();
    private readonly Dictionary<string, LabelTarget> labels = new(Names.Comparer);

    internal StatementCompiler(CodeWriter writer, ProcedureScope scope, Diagnostics diagnostics, Sites sites, bool isFunction)
    {
        this.writer = writer;
        this.scope = scope;
        this.diagnostics = diagnostics;
        this.sites = sites;
        this.isFunction = isFunction;
        conversions = new(writer);
        operators = new(writer, conversions);
        expressions = new(writer, scope, diagnostics, conversions, operators);
    }

    /// <summary>Where Exit Sub and Exit Function go.</summary>
    internal LabelTarget Leave { get; } = Expression.Label();

    /// <summary>Makes a label known before the statements that go to it.</summary>
    internal void Declare(LabelSyntax label)
    {
        if (labels.ContainsKey(label.Label))
        {
            throw diagnostics.Error(label.Position, nameof(Messages.ScriptDeclaredTwice), label.Label);
        }

        labels.Add(label.Label, Expression.Label());
    }

    internal void Compile(IEnumerable<StatementSyntax> statements)
    {
        foreach (var statement in statements)
        {
            try
            {
                BeginStatement(statement.Position);
                Compile(statement);
            }
            catch (DiagnosticException error) when (!diagnostics.IsFull)
            {
                diagnostics.Report(error);
            }
        }
    }

    private void BeginStatement(int position)
    {
        writer.ReleaseAll();
        writer.SetSite(sites.Add(position));
    }

    private void Compile(StatementSyntax statement)
    {
        switch (statement)
        {
            case AssignmentSyntax assignment:
                Compile(assignment);
                break;
            case IfSyntax choice:
                Compile(choice);
                break;
            case SelectSyntax choice:
                Compile(choice);
                break;
            case ForSyntax loop:
                Compile(loop);
                break;
            case ForEachSyntax loop:
                Compile(loop);
                break;
            case DoSyntax loop:
                Compile(loop);
                break;
            case CallStatementSyntax call:
                Compile(call);
                break;
            case PrintSyntax print:
                Compile(print);
                break;
            case ExitSyntax exit:
                Compile(exit);
                break;
            case GoToSyntax jump:
                Compile(jump);
                break;
            case LabelSyntax label:
                writer.Mark(labels[label.Label]);
                break;
        }
    }

    private void Compile(AssignmentSyntax assignment)
    {
        var value = expressions.Compile(assignment.Value);
        if (assignment.Target is CallSyntax element)
        {
            var array = scope.Find(element.Name) is VariableSymbol { IsArray: true } found
                ? found
                : throw diagnostics.Error(element.Position, nameof(Messages.ScriptNotAnArray), element.Name);
            array.IsAssigned = true;
            var kept = conversions.Convert(value with { Code = writer.Freeze(value.Code) }, array.Type);
            writer.Add(Expression.Assign(expressions.CompileElement(array, element, out _), kept.Code));
        }
        else
        {
            Assign(FindVariable((NameSyntax)assignment.Target), value);
        }
    }

    private void Assign(VariableSymbol variable, TypedExpression value)
    {
        variable.IsAssigned = true;
        var cutsDecimals = variable is { Role: VariableRole.Result, Type: ScriptType.Integer or ScriptType.Long };
        var converted = cutsDecimals ? conversions.ConvertResult(value, variable.Type) : conversions.Convert(value, variable.Type);
        writer.Add(Expression.Assign(variable.Storage, converted.Code));
    }

    /// <summary>The simple variable that a name stands for where something is assigned to it.</summary>
    private VariableSymbol FindVariable(NameSyntax name)
    {
        switch (scope.Find(name.Name))
        {
            case VariableSymbol { IsArray: true }:
                throw diagnostics.Error(name.Position, nameof(Messages.ScriptArrayWithoutSubscript), name.Name);
            case VariableSymbol variable:
                return variable;
            case null when RefusedWords.IsOutside(name.Name):
                throw diagnostics.Error(name.Position, nameof(Messages.ScriptRefused), name.Name);
            case null when !ExpressionCompiler.IsFunction(name.Name):
                return scope.AddUndeclared(name);
            default:
                throw diagnostics.Error(name.Position, nameof(Messages.ScriptNotAssignable), name.Name);
        }
    }

    private void Compile(IfSyntax choice)
    {
        var end = Expression.Label();
        foreach (var branch in choice.Branches)
        {
            var next = Expression.Label();
            BeginStatement(branch.Position);
            writer.GoToIf(Expression.Not(expressions.CompileCondition(branch.Condition)), next);
            Compile(branch.Body);
            writer.GoTo(end);
            writer.Mark(next);
        }

        Compile(choice.Else);
        writer.Mark(end);
    }

    private void Compile(SelectSyntax choice)
    {
        var selected = expressions.Compile(choice.Selector);
        var selector = selected with { Code = writer.NewLocal(selected.Code.Type) };
        writer.Add(Expression.Assign(selector.Code, selected.Code));
        var end = Expression.Label();
        foreach (var branch in choice.Cases)
        {
            var body = Expression.Label();
            var next = Expression.Label();
            foreach (var test in branch.Tests)
            {
                BeginStatement(branch.Position);
                writer.GoToIf(CompileTest(selector, test), body);
            }

            writer.GoTo(next);
            writer.Mark(body);
            Compile(branch.Body);
            writer.GoTo(end);
            writer.Mark(next);
        }

        Compile(choice.Else);
        writer.Mark(end);
    }

    private Expression CompileTest(TypedExpression selector, CaseTestSyntax test)
    {
        var value = expressions.Compile(test.Value);
        var first = operators.Compare(test.Comparison, selector, value);
        if (test.UpTo is null)
        {
            return first;
        }

        var isAbove = writer.Keep(first);
        var isBelow = operators.Compare(TokenKind.LessOrEqual, selector, expressions.Compile(test.UpTo));
        return Expression.AndAlso(isAbove, isBelow);
    }

    private void Compile(ForSyntax loop)
    {
        var variable = FindVariable(loop.Variable);
        if (variable.Type is ScriptType.String or ScriptType.Boolean)
        {
            throw diagnostics.Error(loop.Variable.Position, nameof(Messages.ScriptLoopVariable), variable.Name, variable.Type);
        }

        var type = variable.Type;
        var from = writer.Keep(expressions.Compile(loop.From, type).Code);
        var limit = CompileOnce(loop.To, type);
        var step = CompileOnce(loop.Step ?? new LiteralSyntax(loop.Position, Variant.FromInteger(1)), type);
        variable.IsAssigned = true;
        variable.FirstRead ??= loop.Position;
        writer.Add(Expression.Assign(variable.Storage, from));
        var top = Expression.Label();
        var exit = loops.Begin(TokenKind.For);
        writer.Mark(top);
        writer.GoToIf(IsPast(new(variable.Storage, type), limit, step), exit);
        Compile(loop.Body);
        loops.End();
        BeginStatement(loop.Position);
        writer.Step();
        Assign(variable, operators.Binary(TokenKind.Plus, expressions.Read(variable, loop.Position), step));
        writer.GoTo(top);
        writer.Mark(exit);
    }

    /// <summary>A value that is computed before a loop and kept as long as it runs.</summary>
    private TypedExpression CompileOnce(ExpressionSyntax expression, ScriptType type)
    {
        var value = expressions.Compile(expression, type);
        return value.Code is ConstantExpression ? value : value with { Code = Keep(value.Code) };
    }

    private ParameterExpression Keep(Expression value)
    {
        var local = writer.NewLocal(value.Type);
        writer.Add(Expression.Assign(local, value));
        return local;
    }

    /// <summary>Whether a For loop has ended: beyond the limit in the direction of the step.</summary>
    private Expression IsPast(TypedExpression variable, TypedExpression limit, TypedExpression step)
    {
        if (variable.Type == ScriptType.Variant)
        {
            return operators.CallChecked(
                typeof(VariantMath), nameof(VariantMath.IsPast), ScriptType.Boolean, variable.Code, limit.Code, step.Code).Code;
        }

        var above = Expression.GreaterThan(variable.Code, limit.Code);
        var below = Expression.LessThan(variable.Code, limit.Code);
        var isDown = Expression.LessThan(step.Code, Expression.Default(step.Code.Type));
        if (step.Code is ConstantExpression { Value: int constant })
        {
            return constant < 0 ? below : above;
        }

        return Expression.Condition(isDown, below, above);
    }

    private void Compile(ForEachSyntax loop)
    {
        var array = scope.Find(loop.Array.Name) is VariableSymbol { IsArray: true } found
            ? found
            : throw diagnostics.Error(loop.Array.Position, nameof(Messages.ScriptArrayExpected));
        var element = FindVariable(loop.Variable);
        array.FirstRead ??= loop.Position;
        var index = Keep(Expression.Constant(-1));
        var top = Expression.Label();
        var exit = loops.Begin(TokenKind.For);
        writer.Mark(top);
        writer.Add(Expression.PreIncrementAssign(index));
        var items = Expression.Field(array.Storage, nameof(ScriptArray<int>.Items));
        writer.GoToIf(Expression.GreaterThanOrEqual(index, Expression.ArrayLength(items)), exit);
        Assign(element, new(writer.Keep(Expression.ArrayIndex(items, index)), array.Type));
        Compile(loop.Body);
        loops.End();
        BeginStatement(loop.Position);
        writer.Step();
        writer.GoTo(top);
        writer.Mark(exit);
    }

    private void Compile(DoSyntax loop)
    {
        var top = Expression.Label();
        var exit = loops.Begin(loop.CanExit ? TokenKind.Do : TokenKind.While);
        writer.Mark(top);
        CompileTest(loop.Before, exit);
        Compile(loop.Body);
        loops.End();
        CompileTest(loop.After, exit);
        writer.Step();
        writer.GoTo(top);
        writer.Mark(exit);
    }

    private void CompileTest(LoopTestSyntax? test, LabelTarget exit)
    {
        if (test is not null)
        {
            BeginStatement(test.Position);
            var condition = expressions.CompileCondition(test.Condition);
            writer.GoToIf(test.EndsWhen ? condition : Expression.Not(condition), exit);
        }
    }

    private void Compile(CallStatementSyntax call)
    {
        if (scope.FindProcedure(call.Name) is { } procedure)
        {
            expressions.Calls.Call(procedure, call.Position, call.Arguments);
        }
        else if (scope.Find(call.Name) is null && ExpressionCompiler.IsFunction(call.Name))
        {
            expressions.CallFunction(call.Position, call.Name, call.Arguments);
        }
        else
        {
            var id = RefusedWords.IsOutside(call.Name) ? nameof(Messages.ScriptRefused) : nameof(Messages.ScriptUnknownStatement);
            throw diagnostics.Error(call.Position, id, call.Name);
        }
    }

    private void Compile(PrintSyntax print)
    {
        Expression line = Expression.Constant(string.Empty);
        foreach (var item in print.Items)
        {
            var value = conversions.Convert(expressions.Compile(item.Value), ScriptType.Variant);
            line = operators.CallChecked(
                typeof(PrintLine), nameof(PrintLine.Append), ScriptType.String, line, value.Code, Expression.Constant(item.FillsZone)).Code;
        }

        expressions.Polymorphic.Log(line);
        writer.FailIfError();
    }

    private void Compile(ExitSyntax exit)
    {
        var leavesProcedure = exit.What == (isFunction ? TokenKind.Function : TokenKind.Sub);
        var target = leavesProcedure ? Leave : loops.Find(exit.What);
        writer.GoTo(target ?? throw diagnostics.Error(exit.Position, nameof(Messages.ScriptExitOutside), exit.What));
    }

    /// <summary>Every jump counts as a step: which way it goes is not worth knowing.</summary>
    private void Compile(GoToSyntax jump)
    {
        if (!labels.TryGetValue(jump.Label, out var label))
        {
            throw diagnostics.Error(jump.Position, nameof(Messages.ScriptUnknownLabel), jump.Label);
        }

        writer.Step();
        writer.GoTo(label);
    }
}
