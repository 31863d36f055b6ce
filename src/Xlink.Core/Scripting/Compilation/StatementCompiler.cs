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
    private readonly AssignmentCompiler assignments;
    private readonly LoopCompiler loops;
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
        assignments = new(writer, scope, diagnostics, conversions, expressions);
        loops = new(writer, scope, diagnostics, operators, expressions, assignments, this);
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

    /// <summary>Code that follows belongs to the statement at a position; temporary variables are free again.</summary>
    internal void BeginStatement(int position)
    {
        writer.ReleaseAll();
        writer.SetSite(sites.Add(position));
    }

    private void Compile(StatementSyntax statement)
    {
        switch (statement)
        {
            case AssignmentSyntax assignment:
                assignments.Compile(assignment);
                break;
            case IfSyntax choice:
                Compile(choice);
                break;
            case SelectSyntax choice:
                Compile(choice);
                break;
            case ForSyntax loop:
                loops.Compile(loop);
                break;
            case ForEachSyntax loop:
                loops.Compile(loop);
                break;
            case DoSyntax loop:
                loops.Compile(loop);
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
        var target = leavesProcedure ? Leave : loops.FindExit(exit.What);
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
