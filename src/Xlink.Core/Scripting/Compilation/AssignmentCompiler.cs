using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Writes assignments, of statements and of loops.</summary>
internal sealed class AssignmentCompiler(
    CodeWriter writer, ProcedureScope scope, Diagnostics diagnostics, ConversionCompiler conversions, ExpressionCompiler expressions)
{
    internal void Compile(AssignmentSyntax assignment)
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

    internal void Assign(VariableSymbol variable, TypedExpression value)
    {
        variable.IsAssigned = true;
        var cutsDecimals = variable is { Role: VariableRole.Result, Type: ScriptType.Integer or ScriptType.Long };
        var converted = cutsDecimals ? conversions.ConvertResult(value, variable.Type) : conversions.Convert(value, variable.Type);
        writer.Add(Expression.Assign(variable.Storage, converted.Code));
    }

    /// <summary>The simple variable that a name stands for where something is assigned to it.</summary>
    internal VariableSymbol FindVariable(NameSyntax name)
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
}
