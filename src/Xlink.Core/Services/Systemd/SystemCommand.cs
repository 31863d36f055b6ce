using System.Threading;
using Xlink.Processes;

namespace Xlink.Services.Systemd;

/// <summary>Runs the system's own programs and reads what they say.</summary>
internal static class SystemCommand
{
    /// <summary>Runs a program; what it writes is returned.</summary>
    /// <param name="program">Name of the program.</param>
    /// <param name="arguments">Its arguments, all of them fixed: nothing in them is quoted.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="XlinkException"><c>ServiceManagerFailed</c> with what it said, if it is missing or did not succeed.</exception>
    internal static string Run(string program, string arguments, CancellationToken cancellationToken)
        => TryRun(program, arguments, cancellationToken, out var output) ? output : throw Failed(program + " " + arguments, output);

    /// <inheritdoc cref="Run"/>
    /// <returns>Whether it succeeded.</returns>
    internal static bool TryRun(string program, string arguments, CancellationToken cancellationToken, out string output)
    {
        try
        {
            (var exitCode, output) = ConsoleProgram.Run(program, arguments, folder: null, cancellationToken);
            return exitCode == 0;
        }
        catch (XlinkException error)
        {
            throw Failed(program, error.Message);
        }
    }

    private static XlinkException Failed(string command, string output)
        => XlinkException.Create(nameof(Messages.ServiceManagerFailed), XlinkErrorCategory.InvalidOperation, command, output);
}
