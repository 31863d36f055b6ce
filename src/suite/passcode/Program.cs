using System;
using System.CommandLine;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Installation;

namespace Xlink.Suite;

/// <summary>Encodes a password for <c>[DB]</c> of isps_ul.ini. The password is typed without echo or comes from standard input, never from an argument.</summary>
internal static class Program
{
    private static readonly TimeSpan KeyPollInterval = TimeSpan.FromMilliseconds(20);

    private static Task<int> Main(string[] arguments) => ProgramRun.InvokeAsync(CreateCommand, arguments);

    private static RootCommand CreateCommand()
    {
        var installation = new Option<string>("--installation")
        {
            Description = Messages.ProgramOptionPasscodeInstallation,
            HelpName = "folder",
            DefaultValueFactory = _ => FindInstallation(),
        };
        var command = new RootCommand(Messages.ProgramPasscode) { installation };
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = XlinkInstallation.Open(parsed.GetValue(installation)!).Path;
            using var password = Console.IsInputRedirected ? ReadLine() : ReadWithoutEcho(cancellationToken);
            if (password.IsEmpty)
            {
                throw XlinkException.Create(nameof(Messages.PasswordEmpty), XlinkErrorCategory.InvalidArgument);
            }

            Console.WriteLine(PasswordEncoding.Open(folder).Protect(password));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    // The folder support-applications lies inside the installation, or beside it [our reading].
    private static string FindInstallation()
    {
        var above = Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\')) ?? AppContext.BaseDirectory;
        var beside = Path.Combine(above, "Xlink");
        return Directory.Exists(beside) ? beside : above;
    }

    private static Secret ReadLine() => Secret.From(Console.In.ReadLine() ?? string.Empty);

    private static Secret ReadWithoutEcho(CancellationToken cancellationToken)
    {
        Console.Error.Write(Messages.ProgramPasswordPrompt);
        try
        {
            var typed = new StringBuilder();
            for (var key = ReadKey(cancellationToken); key.Key != ConsoleKey.Enter; key = ReadKey(cancellationToken))
            {
                if (key.Key == ConsoleKey.Backspace)
                {
                    typed.Length = Math.Max(0, typed.Length - 1);
                }
                else if (!char.IsControl(key.KeyChar))
                {
                    typed.Append(key.KeyChar);
                }
            }

            return Secret.From(typed.ToString());
        }
        finally
        {
            Console.Error.WriteLine();
        }
    }

    // Waiting for a key cannot be cancelled, waiting until there is one can.
    private static ConsoleKeyInfo ReadKey(CancellationToken cancellationToken)
    {
        while (!Console.KeyAvailable)
        {
            cancellationToken.WaitHandle.WaitOne(KeyPollInterval);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Console.ReadKey(intercept: true);
    }
}
