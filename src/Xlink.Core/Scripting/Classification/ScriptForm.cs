using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Xlink.Scripting.Classification;

/// <summary>What is known of a value without running the script: a sum of metrics with factors, or at least what it depends on.</summary>
internal sealed class ScriptForm
{
    private static readonly SortedDictionary<int, double> NoFactors = [];

    private readonly SortedDictionary<int, double> factors;
    private readonly double constant;

    private ScriptForm(SortedDictionary<int, double> factors, double constant)
    {
        this.factors = factors;
        this.constant = constant;
        IsSum = true;
        UsesMetrics = factors.Count > 0;
        Key = Text(factors) + "|" + constant.ToString("R", CultureInfo.InvariantCulture);
    }

    private ScriptForm(bool usesMetrics, bool usesTime, bool isQuotient)
    {
        factors = NoFactors;
        UsesMetrics = usesMetrics;
        UsesTime = usesTime;
        IsQuotient = isQuotient;
        Key = FormattableString.Invariant($"?{usesMetrics}{usesTime}{isQuotient}");
    }

    internal static ScriptForm Zero { get; } = Number(0);

    /// <summary>Whether it is a sum of metrics with factors, and a number.</summary>
    internal bool IsSum { get; }

    internal bool UsesMetrics { get; }

    internal bool UsesTime { get; }

    /// <summary>Whether metrics are divided by metrics.</summary>
    internal bool IsQuotient { get; }

    /// <summary>The same for forms that are the same.</summary>
    internal string Key { get; }

    /// <summary>The number, if it is one.</summary>
    internal double? Constant => IsSum && factors.Count == 0 ? constant : null;

    /// <summary>Whether it is a sum without a number beside the metrics.</summary>
    internal bool IsOfMetrics => IsSum && factors.Count > 0 && constant == 0;

    /// <summary>The metrics that a sum adds up, by their numbers.</summary>
    internal IEnumerable<int> Metrics => factors.Keys;

    internal static ScriptForm Number(double value) => new(NoFactors, value);

    internal static ScriptForm Metric(int number) => new(new() { [number] = 1 }, 0);

    /// <summary>A value of which only is known what it depends on.</summary>
    internal static ScriptForm Unknown(params ScriptForm[] parts) => new(Array.Exists(parts, part => part.UsesMetrics), Array.Exists(parts, part => part.UsesTime), isQuotient: false);

    internal static ScriptForm Time() => new(usesMetrics: false, usesTime: true, isQuotient: false);

    /// <summary>Whether all metrics of the sum have this factor, or one for which this holds.</summary>
    internal bool HasFactors(Func<double, bool> isWanted) => IsOfMetrics && factors.Values.All(isWanted);

    /// <summary>Whether the factors of the sum are all the same.</summary>
    internal bool HasOneFactor => IsOfMetrics && factors.Values.All(factor => factor.Equals(factors.Values.First()));

    internal ScriptForm Add(ScriptForm other)
    {
        if (!IsSum || !other.IsSum)
        {
            return other.Constant == 0 ? this : Constant == 0 ? other : Combine(other, IsQuotient && other.IsQuotient);
        }

        var sum = new SortedDictionary<int, double>(factors);
        foreach (var factor in other.factors)
        {
            sum.TryGetValue(factor.Key, out var present);
            sum[factor.Key] = present + factor.Value;
            if (sum[factor.Key] == 0)
            {
                sum.Remove(factor.Key);
            }
        }

        return new(sum, constant + other.constant);
    }

    internal ScriptForm Multiply(ScriptForm other)
        => Constant is { } left ? other.Scale(left)
            : other.Constant is { } right ? Scale(right)
            : Combine(other, IsQuotient || other.IsQuotient);

    internal ScriptForm Divide(ScriptForm divisor)
        => divisor.Constant is { } number
            ? number == 0 ? Unknown(this) : Scale(1 / number)
            : Combine(divisor, UsesMetrics && divisor.UsesMetrics);

    internal ScriptForm Negate() => Scale(-1);

    /// <summary>The value × 100 that a script computes as the value that is meant: <c>Para1 + 0.5 × Para2</c>.</summary>
    public override string ToString()
    {
        if (!IsSum)
        {
            return IsQuotient ? "Para / Para" : "?";
        }

        var number = constant / 100;
        var parts = factors.Select(factor => (Factor: factor.Value / 100, Name: "Para" + factor.Key.ToString(CultureInfo.InvariantCulture))).ToList();
        var text = string.Concat(parts.Select((part, index) => (index == 0 ? part.Factor < 0 ? "−" : string.Empty : part.Factor < 0 ? " − " : " + ") + Term(Math.Abs(part.Factor), part.Name)));
        return number == 0 && text.Length > 0 ? text
            : text + (text.Length == 0 ? number < 0 ? "−" : string.Empty : number < 0 ? " − " : " + ") + Short(Math.Abs(number));
    }

    private static string Term(double factor, string name) => factor == 1 ? name : Short(factor) + " × " + name;

    private static string Short(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Text(SortedDictionary<int, double> factors)
        => string.Join(";", factors.Select(factor => FormattableString.Invariant($"{factor.Key}:{factor.Value:R}")));

    private ScriptForm Scale(double number)
    {
        if (!IsSum)
        {
            return number == 0 ? Zero : this;
        }

        return number == 0 ? Zero : new(new(factors.ToDictionary(factor => factor.Key, factor => factor.Value * number)), constant * number);
    }

    private ScriptForm Combine(ScriptForm other, bool isQuotient) => new(UsesMetrics || other.UsesMetrics, UsesTime || other.UsesTime, isQuotient);
}
