using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting;

namespace Xlink.Core.Tests.Scripting;

/// <summary>Runs scripts the way an import does, and shows what they write.</summary>
internal static class ScriptRunner
{
    public static ScriptResult Run(string script, params double[] para) => Run(script, para, weekday: 3, minutes: 600);

    public static ScriptResult Run(string script, double[] para, int weekday, int minutes)
        => Script.Compile(script, "test.bas").Run(weekday, minutes, para);

    public static ScriptResult Run(this Script script, params double[] para) => script.Run(weekday: 3, minutes: 600, para);

    private static ScriptResult Run(this Script script, int weekday, int minutes, double[] para)
        => script.Evaluate(new ScriptInput(para, weekday, minutes), cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The value of Result after the statements of a Main; no error may occur.</summary>
    public static int Value(string statements, params double[] para)
    {
        var result = Run(InMain(statements), para);
        Assert.Null(result.Error?.Message);
        return result.Value;
    }

    /// <summary>What CStr makes of an expression, or the ID of the run-time error.</summary>
    public static string Show(string expression, string before = "") => Log(InMain($"{before}\nMsgBox {expression}"), out var error).SingleOrDefault() ?? error!;

    /// <summary>What a script writes, and the ID of its run-time error, if any.</summary>
    public static IReadOnlyList<string> Log(string script, out string? error)
    {
        var log = new ScriptLogRecorder();
        error = Script.Compile(script, "test.bas").Evaluate(new ScriptInput([], 1, 0), log, TestContext.Current.CancellationToken).Error?.ErrorId;
        return log.Written.ConvertAll(entry => entry.Text);
    }

    /// <summary>ID, line and column of everything that is found in a script.</summary>
    public static IReadOnlyList<(string Id, int Line, int Column)> Check(string script)
        => [.. Script.Check(script, "test.bas").Select(found => (found.Id, found.Line, found.Column))];

    public static string InMain(string statements) => $"Sub Main()\n{statements}\nEnd Sub";
}
