using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Writes the code of expressions.</summary>
internal sealed class ExpressionCompiler
{
    private readonly CodeWriter writer;
    private readonly ProcedureScope scope;
    private readonly Diagnostics diagnostics;
    private readonly ConversionCompiler conversions;
    private readonly OperatorCompiler operators;
    private readonly PolymorphicFunctions polymorphic;
    private readonly CallCompiler calls;

    internal ExpressionCompiler(CodeWriter writer, ProcedureScope scope, Diagnostics diagnostics, ConversionCompiler conversions, OperatorCompiler operators)
    {
        this.writer = writer;
        this.scope = scope;
        this.diagnostics = diagnostics;
        this.conversions = conversions;
        this.operators = operators;
        polymorphic = new(writer, conversions, operators);
        calls = new(writer, scope, diagnostics, this);
    }

    /// <summary>The value of an expression, flat.</summary>
    internal TypedExpression Compile(ExpressionSyntax expression) => expression switch
    {
        BinarySyntax binary => CompileChain(binary),
        UnarySyntax unary => operators.Unary(unary.Operator, Compile(unary.Operand)),
        ParenthesisSyntax parenthesis => Compile(parenthesis.Inner),
        LiteralSyntax literal => FromConstant(literal.Value),
        CallSyntax call => CompileCall(call),
        _ => CompileName((NameSyntax)expression),
    };

    internal TypedExpression Compile(ExpressionSyntax expression, ScriptType type) => conversions.Convert(Compile(expression), type);

    /// <summary>A condition: not flat, to be used at once.</summary>
    internal Expression CompileCondition(ExpressionSyntax expression)
    {
        while (expression is ParenthesisSyntax parenthesis)
        {
            expression = parenthesis.Inner;
        }

        if (expression is not BinarySyntax binary || !ExpressionParser.IsComparison(binary.Operator))
        {
            return conversions.ToCondition(Compile(expression));
        }

        var operands = CompileOperands([binary.Left, binary.Right]);
        return operators.Compare(binary.Operator, operands[0], operands[1]);
    }

    /// <summary>Values that are all computed before they are used; a later one does not change an earlier one.</summary>
    internal IReadOnlyList<TypedExpression> CompileOperands(IReadOnlyList<ExpressionSyntax> expressions)
    {
        var lastCall = expressions.Count - 1;
        while (lastCall >= 0 && !scope.Calls(expressions[lastCall]))
        {
            lastCall--;
        }

        var values = new List<TypedExpression>(expressions.Count);
        for (var i = 0; i < expressions.Count; i++)
        {
            var value = Compile(expressions[i]);
            values.Add(i < lastCall ? value with { Code = writer.Freeze(value.Code) } : value);
        }

        return values;
    }

    internal TypedExpression Read(VariableSymbol variable, int position)
    {
        if (variable.IsArray)
        {
            throw diagnostics.Error(position, nameof(Messages.ScriptArrayWithoutSubscript), variable.Name);
        }

        variable.FirstRead ??= position;
        return new(writer.Flatten(variable.Storage), variable.Type);
    }

    /// <summary>An element of an array; <paramref name="place"/> is the temporary variable in it.</summary>
    internal IndexExpression CompileElement(VariableSymbol array, CallSyntax element, out Expression place)
    {
        var rank = array.Bounds.Length;
        if (element.Arguments.Count == 0 || (rank > 0 && rank != element.Arguments.Count))
        {
            throw diagnostics.Error(element.Position, nameof(Messages.ScriptSubscriptCount), array.Name, rank, element.Arguments.Count);
        }

        var subscripts = CompileOperands(element.Arguments);
        var items = writer.Flatten(array.Storage);
        if (rank == 0)
        {
            var actualRank = Expression.Property(items, nameof(ScriptArray.Rank));
            writer.FailIf(Expression.NotEqual(actualRank, Expression.Constant(subscripts.Count)), ScriptErrorCode.SubscriptOutOfRange);
        }

        place = CompilePlace(items, subscripts);
        writer.Release(items);
        return Expression.ArrayAccess(Expression.Field(items, nameof(ScriptArray<int>.Items)), place);
    }

    /// <summary>Arguments of a function of the language, or of what stands for one in an expression.</summary>
    internal TypedExpression CallFunction(int position, string name, IReadOnlyList<ExpressionSyntax> arguments)
    {
        if (PolymorphicFunctions.Find(name) is { } counts)
        {
            CheckCount(position, name, arguments.Count, counts.Least, counts.Most);
            return polymorphic.Call(name, CompileOperands(arguments));
        }

        if (ArrayBoundFunction.Find(name) is { } bound)
        {
            return CallBound(position, name, bound, arguments);
        }

        if (BuiltInFunctions.Find(name) is { } function)
        {
            CheckCount(position, name, arguments.Count, function.LeastArguments, function.MostArguments);
            return CallBuiltIn(function, CompileOperands(arguments));
        }

        throw diagnostics.Error(
            position, RefusedWords.IsOutside(name) ? nameof(Messages.ScriptRefused) : nameof(Messages.ScriptUnknownFunction), name);
    }

    /// <summary>Whether a name is one of the language's functions.</summary>
    internal static bool IsFunction(string name)
        => PolymorphicFunctions.Find(name) is not null || ArrayBoundFunction.Find(name) is not null || BuiltInFunctions.Find(name) is not null;

    internal CallCompiler Calls => calls;

    internal PolymorphicFunctions Polymorphic => polymorphic;

    private static TypedExpression FromConstant(Variant value) => value.Type switch
    {
        ScriptType.Boolean => new(Expression.Constant(value.Number != 0), value.Type),
        ScriptType.Integer or ScriptType.Long => new(Expression.Constant((int)value.Number), value.Type),
        ScriptType.Single => new(Expression.Constant((float)value.Number), value.Type),
        ScriptType.Double => new(Expression.Constant(value.Number), value.Type),
        _ => new(Expression.Constant(value.Text), ScriptType.String),
    };

    /// <summary>A chain of operators: down its left side and up again in a loop, however long it is.</summary>
    private TypedExpression CompileChain(BinarySyntax last)
    {
        var chain = last.GetChain(out var first);
        var left = Compile(first);
        foreach (var binary in chain)
        {
            if (scope.Calls(binary.Right))
            {
                left = left with { Code = writer.Freeze(left.Code) };
            }

            left = operators.Binary(binary.Operator, left, Compile(binary.Right));
        }

        return left;
    }

    private TypedExpression CompileName(NameSyntax name)
    {
        switch (scope.Find(name.Name))
        {
            case VariableSymbol variable:
                return Read(variable, name.Position);
            case ConstantSymbol constant:
                return FromConstant(constant.Value);
            case ProcedureSymbol procedure:
                return calls.CallFunction(procedure, name.Position, []);
        }

        if (IsFunction(name.Name) || RefusedWords.IsOutside(name.Name))
        {
            return CallFunction(name.Position, name.Name, []);
        }

        return Read(scope.AddUndeclared(name), name.Position);
    }

    private TypedExpression CompileCall(CallSyntax call)
    {
        var symbol = scope.Find(call.Name);
        if (symbol == scope.ReturnVariable && symbol is not null)
        {
            symbol = scope.FindProcedure(call.Name);
        }

        switch (symbol)
        {
            case VariableSymbol { IsArray: true } array:
                array.FirstRead ??= call.Position;
                var value = writer.Keep(CompileElement(array, call, out var place));
                writer.Release(place);
                return new(value, array.Type);
            case ProcedureSymbol procedure:
                return calls.CallFunction(procedure, call.Position, call.Arguments);
            case null or VariableSymbol { Role: VariableRole.Weekday }:
                return CallFunction(call.Position, call.Name, call.Arguments);
            default:
                throw diagnostics.Error(call.Position, nameof(Messages.ScriptNotAnArray), call.Name);
        }
    }

    private Expression CompilePlace(Expression array, IReadOnlyList<TypedExpression> subscripts)
    {
        Expression? place = null;
        for (var i = 0; i < subscripts.Count; i++)
        {
            var subscript = conversions.Convert(subscripts[i], ScriptType.Long).Code;
            var offset = writer.Keep(Expression.Call(array, nameof(ScriptArray.GetOffset), typeArguments: null, Expression.Constant(i), subscript));
            writer.Release(subscript);
            writer.FailIf(Expression.LessThan(offset, Expression.Constant(0)), ScriptErrorCode.SubscriptOutOfRange);
            if (place is not null)
            {
                writer.Add(Expression.AddAssign(offset, place));
                writer.Release(place);
            }

            place = offset;
        }

        return place!;
    }

    private TypedExpression CallBuiltIn(BuiltInFunction function, IReadOnlyList<TypedExpression> values)
    {
        var method = function.GetMethod(values.Count);
        var arguments = BuiltInFunction.GetParameterTypes(method).Select((type, i) => conversions.Convert(values[i], type).Code).ToArray();
        foreach (var argument in arguments)
        {
            writer.Release(argument);
        }

        var takesState = BuiltInFunction.TakesState(method);
        var result = writer.Keep(takesState ? Expression.Call(method, [writer.State, .. arguments]) : Expression.Call(method, arguments));
        if (takesState)
        {
            writer.FailIfError();
        }

        return new(result, function.ReturnType);
    }

    private TypedExpression CallBound(int position, string name, string method, IReadOnlyList<ExpressionSyntax> arguments)
    {
        CheckCount(position, name, arguments.Count, least: 1, most: 2);
        if (arguments[0] is not NameSyntax arrayName || scope.Find(arrayName.Name) is not VariableSymbol { IsArray: true } array)
        {
            throw diagnostics.Error(arguments[0].Position, nameof(Messages.ScriptArrayExpected));
        }

        array.IsMeasured = true;
        var dimension = arguments.Count == 2 ? Compile(arguments[1], ScriptType.Long).Code : Expression.Constant(1);
        return operators.CallChecked(typeof(ScriptArray), method, ScriptType.Long, writer.Flatten(array.Storage), dimension);
    }

    private void CheckCount(int position, string name, int count, int least, int most)
    {
        if (count < least || count > most)
        {
            var expected = least == most ? NumberText.Format(least) : NumberText.Format(least) + "–" + NumberText.Format(most);
            throw diagnostics.Error(position, nameof(Messages.ScriptArgumentCount), name, expected, count);
        }
    }
}
