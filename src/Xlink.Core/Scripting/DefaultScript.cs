using System.Runtime.CompilerServices;
using System.Threading;
using Xlink.Scripting.Runtime;
using Xlink.Scripting.Syntax;

namespace Xlink.Scripting;

/// <summary>What a mapping without a script of its own does: the sum of all parameters × 100, decimals cut off [documented].</summary>
internal sealed class DefaultScript(int parameterCount) : Script
{
    /// <summary>What the sum is multiplied by [documented].</summary>
    internal const int Factor = 100;

    private static readonly SourceText NoSource = new(string.Empty, string.Empty);

    public override int ParameterCount => parameterCount;

    public override ScriptResult Evaluate(in ScriptInput input, IScriptLog? log = null, CancellationToken cancellationToken = default)
    {
        if (input.Para.Length < parameterCount)
        {
            return new(CreateMissing(input.Para.Length));
        }

        double sum = 0;
        foreach (var metric in input.Para.Slice(0, parameterCount))
        {
            sum += metric;
        }

        // Not a number fails the range test too.
        var value = ResultValue.CutDecimals(sum * Factor);
        return ResultValue.IsInRange(value) ? new((int)value) : new(new ScriptError(NoSource, position: null, ScriptErrorCode.Overflow));
    }

    /// <summary>The value of one metric that is a whole number, as nearly all are: what <see cref="Evaluate"/> says of it, in a fraction of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryScale(double metric, out int value)
    {
        var scaled = metric * Factor;
        value = unchecked((int)scaled);

        // Not a number and whatever is out of range become another number.
        return value == scaled && value != int.MinValue;
    }

    private protected override ScriptError CreateMissing(int count)
        => new(NoSource, position: null, ScriptErrorCode.ParameterMissing, "Para" + parameterCount, count);
}
