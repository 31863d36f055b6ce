using System;
using System.Threading;

namespace Xlink.Scripting.Runtime;

/// <summary>
/// What one evaluation works on: its input, the variables that procedures share, its error, and what it may still spend.
/// Errors are recorded here instead of thrown: an unguarded division fails once per night interval, and an exception costs microseconds.
/// </summary>
internal sealed class ScriptState
{
#pragma warning disable CA1051 // Compiled scripts read and write these.
    internal readonly Delegate[] Procedures;
    internal readonly double[] Para;
    internal readonly int[] Integers;
    internal readonly float[] Singles;
    internal readonly double[] Doubles;
    internal readonly bool[] Booleans;
    internal readonly string[] Strings;
    internal readonly Variant[] Variants;
    internal readonly ScriptArray[] Arrays;
    internal int Weekday;
    internal int Minutes;
    internal double Result;
    internal ScriptErrorCode Error;

    /// <summary>Number of the statement that failed, counted from 1; 0 as long as no procedure has claimed the error.</summary>
    internal int Site;

    /// <summary>Steps left until the next look at limits and cancellation.</summary>
    internal int Fuel;
#pragma warning restore CA1051

    private readonly Func<int, int> getLine;
    private IScriptLog? log;
    private CancellationToken cancellation;
    private int stepsLeft;
    private int textsLeft;
    private int depth;

    internal ScriptState(Delegate[] procedures, int parameterCount, SharedVariables shared, Func<int, int> getLine)
    {
        Procedures = procedures;
        Para = new double[parameterCount];
        Integers = new int[shared.Integers];
        Singles = new float[shared.Singles];
        Doubles = new double[shared.Doubles];
        Booleans = new bool[shared.Booleans];
        Strings = new string[shared.Strings];
        Variants = new Variant[shared.Variants];
        Arrays = new ScriptArray[shared.Arrays];
        this.getLine = getLine;
    }

    /// <summary>What the error is about, for its message.</summary>
    internal object? Detail { get; private set; }

    /// <summary>Makes the state that of a new evaluation. The shared variables are set by the compiled script itself.</summary>
    internal void Begin(in ScriptInput input, IScriptLog? writeTo, CancellationToken cancellationToken)
    {
        input.Para.Slice(0, Para.Length).CopyTo(Para);
        Weekday = input.Weekday;
        Minutes = input.Minutes;
        log = writeTo;
        cancellation = cancellationToken;
        Error = ScriptErrorCode.None;
        Detail = null;
        Site = 0;
        depth = 0;
        stepsLeft = ScriptLimits.Steps;
        Fuel = ScriptLimits.StepsPerCheck;
        textsLeft = ScriptLimits.LogTexts;
    }

    /// <summary>Records an error; the first one stays.</summary>
    internal void Fail(ScriptErrorCode code, object? detail = null)
    {
        if (Error == ScriptErrorCode.None)
        {
            Error = code;
            Detail = detail;
        }
    }

    /// <summary>Called when <see cref="Fuel"/> has run out.</summary>
    internal void Refuel()
    {
        stepsLeft -= ScriptLimits.StepsPerCheck - Fuel;
        Fuel = ScriptLimits.StepsPerCheck;
        if (cancellation.IsCancellationRequested)
        {
            Fail(ScriptErrorCode.Cancelled);
        }
        else if (stepsLeft <= 0)
        {
            Fail(ScriptErrorCode.StepLimit, ScriptLimits.Steps);
        }
    }

    /// <summary>Takes the steps that long work is worth.</summary>
    internal void Charge(int steps)
    {
        Fuel -= steps;
        if (Fuel < 0)
        {
            Refuel();
        }
    }

    /// <summary>Begins a call that takes so many units of stack; the stack itself is asked too, for the thread may be small.</summary>
    internal void Enter(int units)
    {
        Charge(1);
        depth += units;
        if (depth > ScriptLimits.CallDepth || !HasStack())
        {
            Fail(ScriptErrorCode.RecursionLimit, ScriptLimits.CallDepth);
        }
    }

    internal void Leave(int units) => depth -= units;

    /// <summary>Writes to the log; a script that writes without end is cut short.</summary>
    internal void Write(int site, string text)
    {
        Charge(16);
        if (log is null || textsLeft <= 0)
        {
            return;
        }

        textsLeft--;
        var shown = text.Length > ScriptLimits.LogTextLength ? text.Substring(0, ScriptLimits.LogTextLength) + "…" : text;
        log.Write(getLine(site), textsLeft == 0 ? shown + " …" : shown);
    }

    private static bool HasStack()
    {
        try
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
    }
}
