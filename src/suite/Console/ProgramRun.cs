using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Suite;

/// <summary>Runs a program's command line: one clear line and an exit code for everything that goes wrong.</summary>
internal static class ProgramRun
{
    /// <summary>Parses the arguments and runs the action that was set on the command.</summary>
    internal static async Task<int> InvokeAsync(RootCommand command, string[] arguments)
    {
        Language.Apply();
        // The documented options are words with a single dash, which must not be taken apart into letters.
        var configuration = new ParserConfiguration { EnablePosixBundling = false };
        var parsed = command.Parse(arguments, configuration);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            return ExitCode.WrongUsage;
        }

        using var cancellation = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };
        Console.CancelKeyPress += onCancel;
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
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }
}
