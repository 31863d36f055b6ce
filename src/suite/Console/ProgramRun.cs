using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Services.Systemd;

namespace Xlink.Suite;

/// <summary>Runs a program's command line: one clear line and an exit code for everything that goes wrong.</summary>
internal static class ProgramRun
{
    /// <summary>Parses the arguments and runs the action that was set on the command.</summary>
    /// <param name="createCommand">Makes the command, in the program's language.</param>
    /// <param name="arguments">The program's arguments.</param>
    internal static async Task<int> InvokeAsync(Func<RootCommand> createCommand, string[] arguments)
    {
        Language.Apply();
        // The documented options are words with a single dash, which must not be taken apart into letters.
        var parsed = createCommand().Parse(arguments, new ParserConfiguration { EnablePosixBundling = false });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            return ExitCode.WrongUsage;
        }

        using var cancellation = new CancellationTokenSource();
        using var signal = new TerminationSignal(cancellation.Cancel);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellation.Token);
        }
        catch (XlinkException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            if (exception.Remedy.Length > 0)
            {
                await Console.Error.WriteLineAsync(exception.Remedy);
            }

            return ExitCode.Of(exception);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception exception)
        {
            // A defect: whoever reports it needs all of it.
            await Console.Error.WriteLineAsync(exception.ToString());
            return ExitCode.Failed;
        }
    }
}
