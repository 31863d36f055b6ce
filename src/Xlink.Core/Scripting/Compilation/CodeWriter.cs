using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;

namespace Xlink.Scripting.Compilation;

/// <summary>
/// The code of one procedure as a flat list: every operator is a statement of its own that writes a variable, every jump goes to a label
/// of the same list. So GoTo may go anywhere, an error is a jump instead of an exception, and no expression is too long for a stack.
/// </summary>
/// <param name="state">The state of the evaluation; one and the same in all procedures of a script.</param>
/// <param name="tooManyVariables">The error if there are more variables than a stack frame should have.</param>
internal sealed class CodeWriter(ParameterExpression state, Func<Exception> tooManyVariables)
{
    private readonly List<ParameterExpression> locals = [];
    private readonly HashSet<Expression> temporariesInUse = [];
    private readonly Dictionary<Type, Stack<ParameterExpression>> free = [];
    private readonly Dictionary<ScriptErrorCode, LabelTarget> errorLabels = [];
    private readonly LabelTarget failed = Expression.Label();
    private readonly ParameterExpression site = Expression.Variable(typeof(int));
    private List<Expression> code = [];

    internal ParameterExpression State { get; } = state;

    /// <summary>Where the procedure ends without error.</summary>
    internal LabelTarget Exit { get; } = Expression.Label();

    internal void Add(Expression statement) => code.Add(statement);

    internal void Mark(LabelTarget label) => Add(Expression.Label(label));

    internal void GoTo(LabelTarget label) => Add(Expression.Goto(label));

    internal void GoToIf(Expression condition, LabelTarget label) => Add(Expression.IfThen(condition, Expression.Goto(label)));

    /// <summary>Says which statement the code that follows belongs to.</summary>
    internal void SetSite(int number) => Add(Expression.Assign(site, Expression.Constant(number)));

    internal Expression Site => site;

    /// <summary>What a call of the procedure takes of the stack, in units of 16 variables.</summary>
    internal int StackUnits => 1 + (locals.Count / 16);

    /// <summary>A variable of its own.</summary>
    internal ParameterExpression NewLocal(Type type)
    {
        if (locals.Count == ScriptLimits.VariablesPerProcedure)
        {
            throw tooManyVariables();
        }

        var local = Expression.Variable(type);
        locals.Add(local);
        return local;
    }

    /// <summary>A variable that is free again after <see cref="Release"/>, or at the next statement.</summary>
    internal ParameterExpression Take(Type type)
    {
        var temporary = free.TryGetValue(type, out var available) && available.Count > 0 ? available.Pop() : NewLocal(type);
        temporariesInUse.Add(temporary);
        return temporary;
    }

    /// <summary>Writes a value to a variable that is free for it.</summary>
    internal ParameterExpression Keep(Expression value)
    {
        var variable = Take(value.Type);
        Add(Expression.Assign(variable, value));
        return variable;
    }

    /// <summary>A variable or constant that has the value.</summary>
    internal Expression Flatten(Expression value) => value is ConstantExpression or ParameterExpression ? value : Keep(value);

    /// <summary>A value that no later change of a variable touches.</summary>
    internal Expression Freeze(Expression value) => value is ConstantExpression || temporariesInUse.Contains(value) ? value : Keep(value);

    internal void Release(Expression value)
    {
        if (temporariesInUse.Remove(value))
        {
            Free((ParameterExpression)value);
        }
    }

    internal void ReleaseAll()
    {
        foreach (var temporary in temporariesInUse)
        {
            Free((ParameterExpression)temporary);
        }

        temporariesInUse.Clear();
    }

    internal void FailIf(Expression condition, ScriptErrorCode error)
    {
        if (!errorLabels.TryGetValue(error, out var label))
        {
            label = Expression.Label();
            errorLabels.Add(error, label);
        }

        GoToIf(condition, label);
    }

    /// <summary>Ends the procedure if what was called has recorded an error.</summary>
    internal void FailIfError() => GoToIf(Expression.NotEqual(Error, Expression.Constant(ScriptErrorCode.None)), failed);

    /// <summary>Ends the procedure if what was called has recorded an error that is the caller's.</summary>
    internal void ExitIfError() => GoToIf(Expression.NotEqual(Error, Expression.Constant(ScriptErrorCode.None)), Exit);

    /// <summary>Counts a step; at a jump backwards.</summary>
    internal void Step()
    {
        var fuel = Expression.Field(State, nameof(ScriptState.Fuel));
        var refuel = Expression.Block(
            Expression.Call(State, nameof(ScriptState.Refuel), typeArguments: null),
            Expression.IfThen(Expression.NotEqual(Error, Expression.Constant(ScriptErrorCode.None)), Expression.Goto(failed)));
        Add(Expression.IfThen(Expression.LessThan(Expression.PreDecrementAssign(fuel), Expression.Constant(0)), refuel));
    }

    /// <summary>What has been written so far; writing begins anew.</summary>
    internal IReadOnlyList<Expression> CutOff()
    {
        var written = code;
        code = [];
        return written;
    }

    internal void AddRange(IEnumerable<Expression> statements) => code.AddRange(statements);

    /// <summary>The whole procedure.</summary>
    /// <param name="result">Its value, after an error too; nothing for a Sub.</param>
    internal Expression Build(Expression? result)
    {
        GoTo(Exit);
        foreach (var error in errorLabels)
        {
            Mark(error.Value);
            Add(Expression.Assign(Error, Expression.Constant(error.Key)));
            GoTo(failed);
        }

        var errorSite = Expression.Field(State, nameof(ScriptState.Site));
        Mark(failed);
        Add(Expression.IfThen(Expression.Equal(errorSite, Expression.Constant(0)), Expression.Assign(errorSite, site)));
        Mark(Exit);
        Add(result ?? Expression.Empty());
        return Expression.Block(locals.Append(site), code);
    }

    private MemberExpression Error => Expression.Field(State, nameof(ScriptState.Error));

    private void Free(ParameterExpression temporary)
    {
        if (!free.TryGetValue(temporary.Type, out var available))
        {
            available = new();
            free.Add(temporary.Type, available);
        }

        available.Push(temporary);
    }
}
