using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Compilation;

/// <summary>Compiles a whole script.</summary>
internal sealed class ScriptCompiler
{
    private const int MostParameters = 60;

    private readonly SourceText source;
    private readonly ScriptSyntax script;
    private readonly Diagnostics diagnostics;
    private readonly ParameterExpression state = Expression.Parameter(typeof(ScriptState));
    private readonly Sites sites = new();
    private readonly ModuleScope module;
    private readonly VariableStorage storage;
    private readonly List<ProcedureSymbol> procedures = [];
    private CodeWriter? mainWriter;

    private ScriptCompiler(SourceText source, ScriptSyntax script, Diagnostics diagnostics)
    {
        this.source = source;
        this.script = script;
        this.diagnostics = diagnostics;
        storage = new(state);
        module = new() { Place = Place };
    }

    /// <summary>The script, or nothing if it has errors.</summary>
    internal static CompiledScript? Compile(string text, string filePath, out IReadOnlyList<ScriptDiagnostic> found)
    {
        var (script, findings) = LargeStack.Run(() => Compile(text, filePath));
        found = findings.ToList();
        return script;
    }

    private static (CompiledScript? Script, Diagnostics Findings) Compile(string text, string filePath)
    {
        var lines = new SourceText(text, filePath);
        var findings = new Diagnostics(lines);
        CompiledScript? compiled = null;
        if (text.Length > ScriptLimits.TextLength)
        {
            findings.Report(0, nameof(Messages.ScriptTextTooLong), ScriptLimits.TextLength);
        }
        else
        {
            var tree = ScriptParser.Parse(lines, findings);
            compiled = findings.HasErrors ? null : new ScriptCompiler(lines, tree, findings).Compile();
        }

        return (compiled, findings);
    }

    private CompiledScript? Compile()
    {
        try
        {
            DeclareProcedures();
            DeclareVariables();
            if (module.Find("Main") is not ProcedureSymbol { IsMain: true } main || main.Parameters.Count > 0)
            {
                diagnostics.Report(0, nameof(Messages.ScriptNoMain));
                return null;
            }

            return Compile(main);
        }
        catch (DiagnosticException error)
        {
            diagnostics.Report(error);
            return null;
        }
    }

    /// <summary>A script of one procedure keeps all its variables on the stack: that is what makes it fast.</summary>
    private void Place(VariableSymbol variable)
        => variable.Storage = module.HasProcedures ? storage.Allocate(variable) : mainWriter!.NewLocal(variable.ClrType);

    private void DeclareProcedures()
    {
        foreach (var syntax in script.Procedures)
        {
            var isMain = Names.Comparer.Equals(syntax.Name.Name, "Main") && !syntax.IsFunction;
            var symbol = Bind(syntax, isMain ? -1 : procedures.Count);
            if (ModuleScope.GetRole(symbol.Name).Role != VariableRole.None)
            {
                throw diagnostics.Error(symbol.Position, nameof(Messages.ScriptPredefinedName), symbol.Name);
            }

            Add(symbol);
            if (isMain)
            {
                mainWriter = CreateWriter(symbol);
            }
            else
            {
                procedures.Add(symbol);
            }
        }
    }

    private ProcedureSymbol Bind(ProcedureSyntax syntax, int index)
    {
        var binder = new DeclarationBinder(module.Find, diagnostics, script.LowestSubscript);
        if (syntax.Parameters.Count > MostParameters)
        {
            throw diagnostics.Error(syntax.Name.Position, nameof(Messages.ScriptTooManyVariables), syntax.Name.Name, MostParameters);
        }

        var returnType = syntax.IsFunction ? binder.GetType(syntax.Name, syntax.ReturnType) : ScriptType.Empty;
        return new(syntax, syntax.Parameters.Select(binder.Bind).ToList(), returnType, index);
    }

    private void DeclareVariables()
    {
        var binder = new DeclarationBinder(module.Find, diagnostics, script.LowestSubscript);
        mainWriter ??= new(state, () => diagnostics.Error(0, nameof(Messages.ScriptNoMain)));
        foreach (var declaration in script.Declarations)
        {
            if (declaration is ConstSyntax constants)
            {
                AddAll(constants.Constants.Select(binder.Bind));
            }
            else
            {
                AddAll(((DimSyntax)declaration).Variables.Select(binder.Bind));
            }
        }

        AddAll(script.Procedures
            .SelectMany(procedure => StatementTree.Enumerate(procedure.Body))
            .OfType<DimSyntax>()
            .SelectMany(dim => dim.Variables)
            .Where(variable => ModuleScope.GetRole(variable.Name.Name).Role != VariableRole.None)
            .Select(binder.Bind));
    }

    private void AddAll(IEnumerable<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            Add(symbol);
        }
    }

    private void Add(Symbol symbol)
    {
        if (!module.TryAdd(symbol))
        {
            throw diagnostics.Error(symbol.Position, nameof(Messages.ScriptDeclaredTwice), symbol.Name);
        }
    }

    private CodeWriter CreateWriter(ProcedureSymbol procedure)
        => new(state, () => diagnostics.Error(
            procedure.Position, nameof(Messages.ScriptTooManyVariables), procedure.Name, ScriptLimits.VariablesPerProcedure));

    private CompiledScript? Compile(ProcedureSymbol main)
    {
        var lambdas = procedures.Select(procedure => Compiler(procedure, CreateWriter(procedure)).Compile()).ToList();
        var entry = Compiler(main, mainWriter!).CompileMain();
        if (diagnostics.HasErrors)
        {
            return null;
        }

        VariableWarnings.Report(module.Variables, diagnostics);
        DivisionWarnings.Report(script, diagnostics);
        if (module.Find(nameof(VariableRole.Result)) is not VariableSymbol { IsAssigned: true })
        {
            diagnostics.Warn(main.Position, nameof(Messages.ScriptResultNeverSet));
        }

        return new(
            source,
            entry.Compile(),
            lambdas.Select(lambda => lambda.Compile()).ToArray(),
            storage.Shared,
            module.Variables.Where(variable => variable is { Role: VariableRole.Para, IsUsed: true }).OrderByDescending(variable => variable.ParaNumber).FirstOrDefault(),
            main.Position,
            sites);
    }

    private ProcedureCompiler Compiler(ProcedureSymbol procedure, CodeWriter writer)
        => new(procedure, script, module, writer, diagnostics, sites);
}
