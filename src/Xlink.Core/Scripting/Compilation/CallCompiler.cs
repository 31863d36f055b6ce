using System.Collections.Generic;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Writes calls of the script's own procedures.</summary>
internal sealed class CallCompiler(
    CodeWriter writer, ProcedureScope scope, Diagnostics diagnostics, ExpressionCompiler expressions)
{
    /// <summary>A call for its value.</summary>
    internal TypedExpression CallFunction(ProcedureSymbol procedure, int position, IReadOnlyList<ExpressionSyntax> arguments)
    {
        if (!procedure.IsFunction)
        {
            throw diagnostics.Error(position, nameof(Messages.ScriptNotAFunction), procedure.Name);
        }

        var value = writer.Keep(WriteInvocation(procedure, position, arguments));
        writer.FailIfError();
        return new(value, procedure.ReturnType);
    }

    /// <summary>A call as a statement; a function's value is dropped.</summary>
    internal void Call(ProcedureSymbol procedure, int position, IReadOnlyList<ExpressionSyntax> arguments)
    {
        writer.Add(WriteInvocation(procedure, position, arguments));
        writer.FailIfError();
    }

    private InvocationExpression WriteInvocation(ProcedureSymbol procedure, int position, IReadOnlyList<ExpressionSyntax> arguments)
    {
        if (procedure.IsMain)
        {
            throw diagnostics.Error(position, nameof(Messages.ScriptMainCalled));
        }

        if (arguments.Count != procedure.Parameters.Count)
        {
            throw diagnostics.Error(
                position, nameof(Messages.ScriptArgumentCount), procedure.Name, procedure.Parameters.Count, arguments.Count);
        }

        var passed = new List<Expression> { writer.State };
        for (var i = 0; i < arguments.Count; i++)
        {
            passed.Add(WriteArgument(procedure.Parameters[i], arguments[i]));
        }

        var table = Expression.Field(writer.State, nameof(ScriptState.Procedures));
        var target = Expression.Convert(Expression.ArrayIndex(table, Expression.Constant(procedure.Index)), procedure.DelegateType);
        foreach (var argument in passed)
        {
            writer.Release(argument);
        }

        return Expression.Invoke(target, passed);
    }

    private Expression WriteArgument(ParameterSymbol parameter, ExpressionSyntax argument)
    {
        if (parameter.IsArray)
        {
            return FindArray(parameter, argument);
        }

        if (parameter.IsReference && FindVariable(parameter, argument) is { } variable)
        {
            return variable;
        }

        // A copy, so that neither later arguments nor the procedure change what the caller has.
        return writer.Freeze(expressions.Compile(argument, parameter.Type).Code);
    }

    private Expression FindArray(ParameterSymbol parameter, ExpressionSyntax argument)
    {
        if (argument is not NameSyntax name || scope.Find(name.Name) is not VariableSymbol { IsArray: true } array || array.Type != parameter.Type)
        {
            throw diagnostics.Error(argument.Position, nameof(Messages.ScriptArrayParameter), parameter.Name, parameter.Type);
        }

        array.FirstRead ??= name.Position;
        array.IsAssigned = true;
        return writer.Flatten(array.Storage);
    }

    /// <summary>The variable or element that is passed itself; nothing if the argument is a value, or of another type.</summary>
    private Expression? FindVariable(ParameterSymbol parameter, ExpressionSyntax argument)
    {
        var variable = argument switch
        {
            NameSyntax name => FindOrAdd(name),
            CallSyntax call when scope.Find(call.Name) is VariableSymbol { IsArray: true } array => array,
            _ => null,
        };
        if (variable is null || (variable.IsArray && argument is NameSyntax))
        {
            return null;
        }

        if (variable.Type != parameter.Type)
        {
            diagnostics.Warn(argument.Position, nameof(Messages.ScriptPassedAsCopy), variable.Name, variable.Type, parameter.Type, parameter.Name);
            return null;
        }

        variable.FirstRead ??= argument.Position;
        variable.IsAssigned = true;
        return argument is CallSyntax element ? expressions.CompileElement(variable, element, out _) : variable.Storage;
    }

    private VariableSymbol? FindOrAdd(NameSyntax name)
    {
        var symbol = scope.Find(name.Name);
        return symbol is null && !ExpressionCompiler.IsFunction(name.Name) && !RefusedWords.IsOutside(name.Name)
            ? scope.AddUndeclared(name)
            : symbol as VariableSymbol;
    }
}
