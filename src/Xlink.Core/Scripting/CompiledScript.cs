using System;
using System.Threading;
using Xlink.Scripting.Compilation;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting;

/// <summary>A script from a file.</summary>
internal sealed class CompiledScript : Script
{
    private readonly SourceText source;
    private readonly Action<ScriptState> run;
    private readonly Delegate[] procedures;
    private readonly SharedVariables shared;
    private readonly VariableSymbol? lastPara;
    private readonly int mainPosition;
    private readonly Sites sites;

    /// <summary>The state of an evaluation that has ended, for the next one. Whoever runs at the same time makes its own.</summary>
    private ScriptState? idle;

    internal CompiledScript(
        SourceText source,
        Action<ScriptState> run,
        Delegate[] procedures,
        SharedVariables shared,
        VariableSymbol? lastPara,
        int mainPosition,
        Sites sites)
    {
        this.source = source;
        this.run = run;
        this.procedures = procedures;
        this.shared = shared;
        this.lastPara = lastPara;
        this.mainPosition = mainPosition;
        this.sites = sites;
    }

    public override int ParameterCount => lastPara?.ParaNumber ?? 0;

    public override ScriptResult Evaluate(in ScriptInput input, IScriptLog? log = null, CancellationToken cancellationToken = default)
    {
        if (FindUnusable(input.Para) is { } unusable)
        {
            return new(unusable);
        }

        var state = Interlocked.Exchange(ref idle, value: null) ?? new(procedures, ParameterCount, shared, GetLine);
        state.Begin(input, log, cancellationToken);
        run(state);
        var result = state.Error == ScriptErrorCode.None ? Finish(state.Result) : Fail(state, cancellationToken);
        idle = state;
        return result;
    }

    private protected override ScriptError CreateMissing(int count)
        => new(source, lastPara?.FirstRead ?? lastPara?.Position, ScriptErrorCode.ParameterMissing, lastPara?.Name, count);

    private ScriptError? FindUnusable(ReadOnlySpan<double> para)
    {
        if (para.Length < ParameterCount)
        {
            return CreateMissing(para.Length);
        }

        for (var i = 0; i < ParameterCount; i++)
        {
            if (double.IsNaN(para[i]) || double.IsInfinity(para[i]))
            {
                return new(source, position: null, ScriptErrorCode.ParameterNotFinite, i + 1);
            }
        }

        return null;
    }

    /// <summary>The value of Result, whose own decimals are cut off if it was declared as something that has any.</summary>
    private ScriptResult Finish(double value)
    {
        var cut = ResultValue.CutDecimals(value);
        return ResultValue.IsInRange(cut) ? new((int)cut) : new(new ScriptError(source, mainPosition, ScriptErrorCode.Overflow));
    }

    private ScriptResult Fail(ScriptState state, CancellationToken cancellationToken)
    {
        if (state.Error == ScriptErrorCode.Cancelled)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return new(new ScriptError(source, sites.GetPosition(state.Site), state.Error, state.Detail));
    }

    private int GetLine(int site) => source.GetPlace(sites.GetPosition(site)).Line;
}
