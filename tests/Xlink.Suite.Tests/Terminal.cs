using System.IO;
using System.Linq;

namespace Xlink.Suite.Tests;

/// <summary>Runs a program at a terminal: <c>script</c> gives it one.</summary>
internal static class Terminal
{
    private const string Script = "/usr/bin/script";

    /// <summary>Starts a program whose three streams are a terminal; its output is what the terminal shows.</summary>
    internal static SuiteProgram Start(string program, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Script), "The command 'script' (util-linux), which gives a program a terminal, is not here.");
        var command = string.Join(' ', new[] { program }.Concat(arguments).Select(word => "'" + word + "'"));
        return SuiteProgram.Start(Script, ["--quiet", "--flush", "--return", "--echo", "never", "--command", command, "/dev/null"]);
    }

    internal static string LastLine(string output) => output.Trim().Split('\n')[^1].Trim();
}
