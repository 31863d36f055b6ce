using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting.Compilation;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting.Classification;

/// <summary>What a script does, told from its syntax tree: every path through it is followed, nothing is run.</summary>
public sealed record ScriptClassification
{
    private const double Scale = 100;
    private const double Precision = 1e-9;
    private const int MostFormulas = 4;

    /// <summary>What it is.</summary>
    public required ScriptClass Class { get; init; }

    /// <summary>Why, in the user's language.</summary>
    public required string Reason { get; init; }

    /// <summary>The value as a formula of the metrics, one for each case: <c>Para1 + Para2</c>, <c>0</c>. Empty if it cannot be written as sums.</summary>
    public required IReadOnlyList<string> Formulas { get; init; }

    /// <summary>The highest n of the Para n that the script uses; 0 if it uses none, or has an error.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>What a mapping without a script does.</summary>
    /// <param name="metrics">How many metrics it has.</param>
    /// <returns>A plain sum.</returns>
    public static ScriptClassification Default(int metrics)
    {
        var sum = Enumerable.Range(1, Math.Max(metrics, 0)).Aggregate(ScriptForm.Zero, (form, number) => form.Add(ScriptForm.Metric(number).Multiply(ScriptForm.Number(Scale))));
        return Make(ScriptClass.PlainSum, Messages.ScriptClassDefault, [sum], metrics);
    }

    /// <summary>Classifies a script.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="filePath">The file it is from, for messages.</param>
    /// <returns>What it is; a script with an error is <see cref="ScriptClass.Invalid"/>, with the first error as the reason.</returns>
    public static ScriptClassification Of(string text, string filePath)
    {
        var error = Script.Check(text, filePath).FirstOrDefault(finding => finding.Severity == ScriptSeverity.Error);
        if (error is not null)
        {
            return Make(ScriptClass.Invalid, error.ToString(), [], 0);
        }

        var source = new SourceText(text, filePath);
        var paths = LargeStack.Run(() => ScriptPaths.Follow(ScriptParser.Parse(source, new Diagnostics(source))));
        var (found, reason) = Judge(paths);
        return Make(found, reason, paths.Results, Script.Compile(text, filePath).ParameterCount);
    }

    private static (ScriptClass Class, string Reason) Judge(ScriptPaths paths)
    {
        if (!paths.IsComplete)
        {
            return (ScriptClass.OwnLogic, Messages.ScriptClassNotFollowed);
        }

        // A branch that gives 0, or nothing, is the guard of a division or the part that a filter leaves out.
        var forms = paths.Results.Where(form => form.Constant != 0).ToList();
        if (forms.TrueForAll(form => form.Constant is not null))
        {
            return (ScriptClass.OwnLogic, Messages.ScriptClassFixed);
        }

        var isOneForm = paths.Results.Count == 1;
        if (forms.TrueForAll(form => form.IsOfMetrics) && (isOneForm || !paths.DependsOnMetrics))
        {
            return JudgeSums(forms, isOneForm);
        }

        if (forms.TrueForAll(form => form.IsQuotient || IsSum(form) || IsMean(form)) && forms.Exists(form => form.IsQuotient || IsMean(form)))
        {
            return paths.DependsOnTime || forms.Exists(form => form.UsesTime)
                ? (ScriptClass.OwnLogic, Messages.ScriptClassFilteredAverage)
                : (ScriptClass.Average, Messages.ScriptClassAverage);
        }

        return (ScriptClass.OwnLogic, paths.DependsOnMetrics ? Messages.ScriptClassThreshold : Messages.ScriptClassFormula);
    }

    private static (ScriptClass Class, string Reason) JudgeSums(List<ScriptForm> forms, bool isOneForm)
        => !isOneForm ? (ScriptClass.TimeFilter, forms.TrueForAll(IsSum) ? Messages.ScriptClassTimeFilter : Messages.ScriptClassTimeFactor)
            : IsSum(forms[0]) ? (ScriptClass.PlainSum, Messages.ScriptClassSum)
            : IsMean(forms[0]) ? (ScriptClass.Average, Messages.ScriptClassAverage)
            : (ScriptClass.OwnLogic, Messages.ScriptClassFactors);

    private static bool IsSum(ScriptForm form) => form.HasFactors(factor => Math.Abs(factor - Scale) < Precision);

    // The sum of n or more metrics, divided by n: of fewer, where those without data are left out.
    private static bool IsMean(ScriptForm form) => form.HasOneFactor && form.Metrics.Skip(1).Any()
        && form.HasFactors(factor => factor is > 0 and < Scale && Math.Abs((Scale / factor) - Math.Round(Scale / factor)) < Precision);

    private static ScriptClassification Make(ScriptClass found, string reason, IReadOnlyList<ScriptForm> forms, int parameterCount) => new()
    {
        Class = found,
        Reason = reason,
        Formulas = forms.Count <= MostFormulas && forms.All(form => form.IsSum) ? [.. forms.Select(form => form.ToString())] : [],
        ParameterCount = parameterCount,
    };
}
