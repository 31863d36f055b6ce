using System.CommandLine;
using System.Threading.Tasks;

namespace Xlink.Suite;

internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        var command = new RootCommand("x");
        var tree = new Option<bool>("-tree") { Description = "shows" };
        command.Options.Add(tree);
        command.SetAction((r, t) => { System.Console.WriteLine("hi " + r.GetValue(tree)); return Task.FromResult(0); });
        return ProgramRun.InvokeAsync(command, arguments);
    }
}
