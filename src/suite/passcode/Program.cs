using System;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Installation;

namespace Xlink.Suite;

/// <summary>Encodes a password for <c>[DB]</c> of isps_ul.ini. The password is typed without echo or comes from standard input, never from an argument.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        var installation = new Option<string>("--installation")
        {
            Description = Messages.ProgramOptionPasscodeInstallation,
            HelpName = "folder",
            DefaultValueFactory = _ => FindInstallation(),
        };
        var command = new RootCommand(Messages.ProgramPasscode) { installation };
        command.SetAction(parsed =>
        {
            var folder = XlinkInstallation.Open(parsed.GetValue(installation)!).Path;
            using var password = Console.IsInputRedirected ? ReadLine() : ReadWithoutEcho();
            if (password.IsEmpty)
            {
                throw XlinkException.Create(nameof(Messages.PasswordEmpty), XlinkErrorCategory.InvalidArgument);
            }

            Console.WriteLine(PasswordEncoding.Open(folder).Protect(password));
        });
        return ProgramRun.InvokeAsync(command, arguments);
    }

    // The folder support-applications lies inside the installation, or beside it [our reading].
    private static string FindInstallation()
    {
        var above = Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\')) ?? AppContext.BaseDirectory;
        var beside = Path.Combine(above, "Xlink");
        return Directory.Exists(beside) ? beside : above;
    }

    private static Secret ReadLine() => Secret.From(Console.In.ReadLine() ?? string.Empty);

    private static Secret ReadWithoutEcho()
    {
        Console.Error.Write(Messages.ProgramPasswordPrompt);
        var typed = new System.Text.StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return Secret.From(typed.ToString());
    }
}
