using System;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Installation;
using Xlink.Logging;
using Xlink.Services;
using Xlink.Services.AutomaticImports;

namespace Xlink.Suite;

/// <summary>The service: installs and removes itself, runs as the service process or in a console.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => ProgramRun.InvokeAsync(CreateCommand, arguments);

    private static RootCommand CreateCommand()
    {
        var install = new Option<bool>("-install") { Description = Messages.ProgramOptionInstall };
        var remove = new Option<bool>("-remove") { Description = Messages.ProgramOptionRemove };
        var console = new Option<bool>("-console") { Description = Messages.ProgramOptionConsole };
        var service = new Option<bool>(XlinkService.ServiceArgument) { Description = Messages.ProgramOptionService, Hidden = true };
        var command = new RootCommand(Messages.ProgramIspsUls) { install, remove, console, service };
        command.Validators.Add(result =>
        {
            if (new[] { install, remove, console, service }.Count(option => result.GetValue(option)) > 1)
            {
                result.AddError(Messages.ProgramOneOption);
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(install))
            {
                Install(cancellationToken);
            }
            else if (parsed.GetValue(remove))
            {
                ServiceControl.ForThisComputer().Uninstall(cancellationToken);
                Console.WriteLine(Messages.ServiceRemoved);
            }
            else if (parsed.GetValue(console))
            {
                await RunInConsoleAsync(cancellationToken);
            }
            else if (parsed.GetValue(service))
            {
                RunAsService();
            }
            else
            {
                // Documented: without arguments the program prints its parameters.
                await command.Parse("--help").InvokeAsync(cancellationToken: cancellationToken);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static XlinkInstallation OwnInstallation() => XlinkInstallation.Open(AppContext.BaseDirectory);

    private static void Install(CancellationToken cancellationToken)
    {
        var control = ServiceControl.ForThisComputer();
        control.Install(OwnInstallation());
        Console.WriteLine(XlinkService.InstalledText);
        Console.WriteLine(XlinkService.StartingText);
        control.Start(cancellationToken);
        Console.WriteLine(XlinkService.StartedText);
    }

    private static async Task RunInConsoleAsync(CancellationToken cancellationToken)
    {
        var installation = OwnInstallation();
        using var log = InstallationLog.Open(installation.Path, InstallationLog.Service);
        Console.WriteLine(Messages.ProgramConsoleHint);
        try
        {
            await ImportService.RunAsync(installation, new ConsoleLog(log), SystemLog.None, new SignsOfLife(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private static void RunAsService()
    {
        var installation = OwnInstallation();
        using var log = InstallationLog.Open(installation.Path, InstallationLog.Service);
        var life = new SignsOfLife();
        ServiceHost.ForThisProcess(life).Run(cancellationToken => ImportService.RunAsync(installation, log, SystemLog.ForThisComputer(), life, cancellationToken));
    }
}
