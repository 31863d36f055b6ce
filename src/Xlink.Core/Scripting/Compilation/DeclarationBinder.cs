using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Makes symbols of declarations.</summary>
internal sealed class DeclarationBinder(Func<string, Symbol?> find, Diagnostics diagnostics, int lowestSubscript)
{
    private static readonly Dictionary<string, ScriptType> Types = new(Names.Comparer)
    {
        [nameof(ScriptType.Boolean)] = ScriptType.Boolean,
        [nameof(ScriptType.Integer)] = ScriptType.Integer,
        [nameof(ScriptType.Long)] = ScriptType.Long,
        [nameof(ScriptType.Single)] = ScriptType.Single,
        [nameof(ScriptType.Double)] = ScriptType.Double,
        [nameof(ScriptType.String)] = ScriptType.String,
        [nameof(ScriptType.Variant)] = ScriptType.Variant,
    };

    private readonly ConstantEvaluator evaluator = new(find, diagnostics);

    internal ConstantSymbol Bind(ConstantSyntax constant)
        => new(constant.Name.Name, constant.Name.Position, evaluator.Evaluate(constant.Value, GetType(constant.Name, constant.Type)));

    internal VariableSymbol Bind(VariableSyntax variable)
    {
        var (role, number) = ModuleScope.GetRole(variable.Name.Name);
        if (role != VariableRole.None && variable.Bounds is not null)
        {
            throw diagnostics.Error(variable.Name.Position, nameof(Messages.ScriptPredefinedName), variable.Name.Name);
        }

        return new(variable.Name.Name, variable.Name.Position, GetType(variable.Name, variable.Type))
        {
            Role = role,
            ParaNumber = number,
            IsArray = variable.Bounds is not null,
            Bounds = variable.Bounds is { } bounds ? GetBounds(variable.Name, bounds) : [],
        };
    }

    internal ParameterSymbol Bind(ParameterSyntax parameter)
        => new(parameter.Name.Name, parameter.Name.Position, GetType(parameter.Name, parameter.Type), parameter.IsByValue, parameter.IsArray);

    /// <summary>A type as written, by type mark, or Variant.</summary>
    internal ScriptType GetType(NameSyntax name, TypeName? type)
    {
        if (type is null)
        {
            return name.MarkedType == ScriptType.Empty ? ScriptType.Variant : name.MarkedType;
        }

        return Types.TryGetValue(type.Name, out var found)
            ? found
            : throw diagnostics.Error(type.Position, nameof(Messages.ScriptUnknownType), type.Name);
    }

    private (int Lower, int Upper)[] GetBounds(NameSyntax array, IReadOnlyList<BoundsSyntax> bounds)
    {
        var result = bounds.Select(GetBounds).ToArray();
        var count = 1L;
        foreach (var (lower, upper) in result)
        {
            var length = (long)upper - lower + 1;
            if (length < 1)
            {
                throw diagnostics.Error(array.Position, nameof(Messages.ScriptBoundsInvalid), array.Name, lower, upper);
            }

            count *= Math.Min(length, ScriptLimits.ArrayElements + 1L);
            if (count > ScriptLimits.ArrayElements)
            {
                throw diagnostics.Error(array.Position, nameof(Messages.ScriptArrayTooLarge), array.Name, ScriptLimits.ArrayElements);
            }
        }

        return result;
    }

    private (int Lower, int Upper) GetBounds(BoundsSyntax bounds)
    {
        var lower = bounds.Lower is null ? lowestSubscript : (int)evaluator.Evaluate(bounds.Lower, ScriptType.Long).Number;
        return (lower, (int)evaluator.Evaluate(bounds.Upper, ScriptType.Long).Number);
    }
}
