using System.Collections.Generic;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Writes For, For Each, Do and While.</summary>
internal sealed class LoopCompiler(
    CodeWriter writer,
    ProcedureScope scope,
    Diagnostics diagnostics,
    OperatorCompiler operators,
    ExpressionCompiler expressions,
    AssignmentCompiler assignments,
    StatementCompiler statements)
{
    private readonly Stack<(TokenKind Kind, LabelTarget Exit)> open = new();

    /// <summary>Where Exit goes: the end of the innermost loop of a kind; nothing outside of such a loop.</summary>
    internal LabelTarget? FindExit(TokenKind kind)
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

    internal void Compile(ForSyntax loop)
    {
        var variable = assignments.FindVariable(loop.Variable);
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
        var exit = Begin(TokenKind.For);
        writer.Mark(top);
        writer.GoToIf(IsPast(new(variable.Storage, type), limit, step), exit);
        statements.Compile(loop.Body);
        open.Pop();
        statements.BeginStatement(loop.Position);
        writer.Step();
        assignments.Assign(variable, operators.Binary(TokenKind.Plus, expressions.Read(variable, loop.Position), step));
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

    internal void Compile(ForEachSyntax loop)
    {
        var array = scope.Find(loop.Array.Name) is VariableSymbol { IsArray: true } found
            ? found
            : throw diagnostics.Error(loop.Array.Position, nameof(Messages.ScriptArrayExpected));
        var element = assignments.FindVariable(loop.Variable);
        array.IsMeasured = true;
        var index = Keep(Expression.Constant(-1));
        var top = Expression.Label();
        var exit = Begin(TokenKind.For);
        writer.Mark(top);
        writer.Add(Expression.PreIncrementAssign(index));
        var items = Expression.Field(array.Storage, nameof(ScriptArray<int>.Items));
        writer.GoToIf(Expression.GreaterThanOrEqual(index, Expression.ArrayLength(items)), exit);
        assignments.Assign(element, new(writer.Keep(Expression.ArrayIndex(items, index)), array.Type));
        statements.Compile(loop.Body);
        open.Pop();
        statements.BeginStatement(loop.Position);
        writer.Step();
        writer.GoTo(top);
        writer.Mark(exit);
    }

    internal void Compile(DoSyntax loop)
    {
        var top = Expression.Label();
        var exit = Begin(loop.CanExit ? TokenKind.Do : TokenKind.While);
        writer.Mark(top);
        CompileTest(loop.Before, exit);
        statements.Compile(loop.Body);
        open.Pop();
        CompileTest(loop.After, exit);
        writer.Step();
        writer.GoTo(top);
        writer.Mark(exit);
    }

    private void CompileTest(LoopTestSyntax? test, LabelTarget exit)
    {
        if (test is not null)
        {
            statements.BeginStatement(test.Position);
            var condition = expressions.CompileCondition(test.Condition);
            writer.GoToIf(test.EndsWhen ? condition : Expression.Not(condition), exit);
        }
    }

    private LabelTarget Begin(TokenKind kind)
    {
        var exit = Expression.Label();
        open.Push((kind, exit));
        return exit;
    }
}
