using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Compiles one procedure.</summary>
internal sealed class ProcedureCompiler
{
    private readonly ProcedureSymbol procedure;
    private readonly ModuleScope module;
    private readonly Diagnostics diagnostics;
    private readonly CodeWriter writer;
    private readonly ProcedureScope scope;
    private readonly StatementCompiler statements;
    private readonly DeclarationBinder binder;
    private readonly Sites sites;
    private readonly List<ParameterExpression> parameters = [];

    internal ProcedureCompiler(
        ProcedureSymbol procedure, ScriptSyntax script, ModuleScope module, CodeWriter writer, Diagnostics diagnostics, Sites sites)
    {
        this.procedure = procedure;
        this.module = module;
        this.writer = writer;
        this.diagnostics = diagnostics;
        this.sites = sites;
        scope = new(module, writer, diagnostics, script.MustDeclare);
        statements = new(writer, scope, diagnostics, sites, procedure.IsFunction);
        binder = new(scope.Find, diagnostics, script.LowestSubscript);
    }

    /// <summary>A procedure that others call, as a lambda of its delegate type.</summary>
    internal LambdaExpression Compile()
    {
        CompileBody();
        var body = writer.CutOff();
        var units = Expression.Constant(writer.StackUnits);
        writer.Add(Expression.Call(writer.State, nameof(ScriptState.Enter), typeArguments: null, units));
        writer.ExitIfError();
        Complete(body);
        writer.Add(Expression.Call(writer.State, nameof(ScriptState.Leave), typeArguments: null, units));
        var code = writer.Build(scope.ReturnVariable?.Storage);
        return Expression.Lambda(procedure.DelegateType, code, [writer.State, .. parameters]);
    }

    /// <summary>Main with what the import needs around it: the script's variables set before, the value of Result taken after.</summary>
    internal Expression<Action<ScriptState>> CompileMain()
    {
        CompileBody();
        var conversions = new ConversionCompiler(writer);
        var result = module.Find(nameof(VariableRole.Result)) as VariableSymbol;
        if (result is { IsUsed: true })
        {
            TakeResult(result, conversions);
        }

        var body = writer.CutOff();
        foreach (var variable in module.Variables.Where(variable => variable.IsUsed))
        {
            SetVariable(variable, conversions);
        }

        Complete(body);
        return Expression.Lambda<Action<ScriptState>>(writer.Build(result: null), writer.State);
    }

    private void CompileBody()
    {
        foreach (var parameter in procedure.Parameters)
        {
            Try(() => AddParameter(parameter));
        }

        if (procedure.IsFunction)
        {
            Try(() => scope.AddReturnVariable(procedure));
        }

        foreach (var statement in StatementTree.Enumerate(procedure.Syntax.Body))
        {
            Declare(statement);
        }

        statements.Compile(procedure.Syntax.Body);
        writer.Mark(statements.Leave);
    }

    /// <summary>Writes the first values of local variables and then the body, and reports what is never set.</summary>
    private void Complete(IReadOnlyList<Expression> body)
    {
        writer.SetSite(sites.Add(procedure.Position));
        foreach (var variable in scope.Variables.Where(variable => !parameters.Contains(variable.Storage)))
        {
            Initialize(variable);
        }

        writer.AddRange(body);
        VariableWarnings.Report(scope.Variables, diagnostics);
    }

    private void Initialize(VariableSymbol variable)
    {
        writer.Add(VariableStorage.Store(variable, VariableStorage.Initial(variable, writer.State)));
        if (variable.IsArray)
        {
            writer.FailIfError();
        }
    }

    private void AddParameter(ParameterSymbol parameter)
    {
        var variable = parameter.CreateVariable();
        var code = Expression.Parameter(ProcedureSymbol.GetParameterType(parameter));
        parameters.Add(code);
        variable.Storage = code;
        scope.Add(variable);
    }

    private void Declare(StatementSyntax statement)
    {
        switch (statement)
        {
            case DimSyntax dim:
                foreach (var variable in dim.Variables.Where(variable => ModuleScope.GetRole(variable.Name.Name).Role == VariableRole.None))
                {
                    Try(() => scope.AddLocal(binder.Bind(variable)));
                }

                break;
            case ConstSyntax constants:
                foreach (var constant in constants.Constants)
                {
                    Try(() => scope.Add(binder.Bind(constant)));
                }

                break;
            case LabelSyntax label:
                Try(() => statements.Declare(label));
                break;
        }
    }

    /// <summary>A declared metric is converted once, before the script runs [our reading]; one that is not used is not looked at.</summary>
    private void SetVariable(VariableSymbol variable, ConversionCompiler conversions)
    {
        writer.ReleaseAll();
        writer.SetSite(sites.Add(variable.Position > 0 || variable.FirstRead is null ? variable.Position : variable.FirstRead.Value));
        var state = writer.State;
        switch (variable.Role)
        {
            case VariableRole.Para:
                var metric = Expression.ArrayIndex(Expression.Field(state, nameof(ScriptState.Para)), Expression.Constant(variable.ParaNumber - 1));
                SetVariable(variable, conversions.Convert(new(writer.Keep(metric), ScriptType.Double), variable.Type));
                break;
            case VariableRole.Weekday:
                SetVariable(variable, conversions.Convert(new(writer.Keep(Expression.Field(state, nameof(ScriptState.Weekday))), ScriptType.Long), variable.Type));
                break;
            case VariableRole.Minutes:
                SetVariable(variable, conversions.Convert(new(writer.Keep(Expression.Field(state, nameof(ScriptState.Minutes))), ScriptType.Long), variable.Type));
                break;
            default:
                Initialize(variable);
                break;
        }
    }

    private void SetVariable(VariableSymbol variable, TypedExpression value)
        => writer.Add(Expression.Assign(variable.Storage, value.Code));

    private void TakeResult(VariableSymbol result, ConversionCompiler conversions)
    {
        writer.ReleaseAll();
        writer.SetSite(sites.Add(procedure.Position));
        var number = conversions.Convert(new(writer.Flatten(result.Storage), result.Type), ScriptType.Double);
        writer.Add(Expression.Assign(Expression.Field(writer.State, nameof(ScriptState.Result)), number.Code));
    }

    private void Try(Action declare)
    {
        try
        {
            declare();
        }
        catch (DiagnosticException error) when (!diagnostics.IsFull)
        {
            diagnostics.Report(error);
        }
    }
}
