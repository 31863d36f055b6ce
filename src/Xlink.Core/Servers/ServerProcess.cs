using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Files;
using Xlink.Processes;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Servers;

/// <summary>Starts, finds and stops server processes on this computer. A data folder has at most one.</summary>
public static class ServerProcess
{
    /// <summary>Name of the server's program file.</summary>
    public const string ProgramFile = "Xlink.Server.dll";

    /// <summary>Name of the log in the data folder that a server started from here writes.</summary>
    public const string LogFile = "server.log";

    /// <summary>What a server says that has made its administrator with a password from a file.</summary>
    internal const string AdministratorCreated = "User '" + RunningServer.AdministratorName + "' is created.";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    /// <summary>Starts a server and waits until it answers. It goes on running when the caller ends.</summary>
    /// <param name="options">What to start and how.</param>
    /// <param name="cancellationToken">Gives up; the process is ended.</param>
    /// <returns>The server, with the administrator's password if this start created that user.</returns>
    /// <exception cref="XlinkException">
    /// <c>ServerProgramMissing</c>, <c>AspNetCoreRuntimeMissing</c>, <c>ServerAlreadyRuns</c>, <c>ServerDidNotStart</c> with what the server said.
    /// </exception>
    public static async Task<RunningServer> StartAsync(ServerProcessOptions options, CancellationToken cancellationToken)
    {
        var dataPath = Path.GetFullPath(options.DataPath);
        if (Find(dataPath) is { } running)
        {
            throw XlinkException.Create(nameof(Messages.ServerAlreadyRuns), XlinkErrorCategory.ResourceBusy, dataPath, running.Url, running.ProcessId);
        }

        var command = await CommandAsync(options with { DataPath = dataPath }).ConfigureAwait(false);
        using var password = Secret.From(RandomPassword());
        using var passwordFile = PrivateFile.Create(password.Reveal());
        using var process = Start([.. command, "--background", "--admin-password-file", passwordFile.FilePath]);
        try
        {
            var file = await WaitUntilReadyAsync(process, dataPath, options.StartTimeout, cancellationToken).ConfigureAwait(false);
            return Describe(file, dataPath) with { AdministratorPassword = file.AdministratorCreated ? Secret.From(password.Reveal()) : null };
        }
        catch
        {
            End(process);
            throw;
        }
    }

    /// <summary>The server that runs on a data folder.</summary>
    /// <param name="dataPath">The data folder.</param>
    /// <returns>The server without a password, or <see langword="null"/> if none runs.</returns>
    /// <exception cref="XlinkException"><c>FileAccessDenied</c>: the folder is another user's, so that nobody can say.</exception>
    public static RunningServer? Find(string dataPath)
    {
        var fullPath = Path.GetFullPath(dataPath);
        return ServerFile.ReadAllowed(fullPath) is { } file && IsRunning(file.ProcessId, file.ProcessMark) ? Describe(file, fullPath) : null;
    }

    /// <summary>Stops the server of a data folder; does nothing if none runs.</summary>
    /// <param name="dataPath">The data folder.</param>
    /// <param name="timeout">How long it may take to end by itself before it is killed. Confirmed uploads survive either.</param>
    /// <param name="cancellationToken">Ends the wait, not the server.</param>
    /// <returns>Whether a server ran there.</returns>
    /// <exception cref="XlinkException"><c>ServerNotStopped</c>; <c>FileAccessDenied</c>: the folder is another user's.</exception>
    public static async Task<bool> StopAsync(string dataPath, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Find(dataPath) is not { } server)
        {
            return false;
        }

        await StopAsync(server, timeout, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Stops a server; does nothing if it no longer runs.</summary>
    /// <param name="server">The server.</param>
    /// <param name="timeout">How long it may take to end by itself before it is killed. Confirmed uploads survive either.</param>
    /// <param name="cancellationToken">Ends the wait, not the server.</param>
    /// <exception cref="XlinkException"><c>ServerNotStopped</c>: it belongs to another user, or does not end.</exception>
    public static async Task StopAsync(RunningServer server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        AskToEnd(server);
        if (!await WaitForEndAsync(server, timeout, cancellationToken).ConfigureAwait(false))
        {
            Kill(server);
            if (!await WaitForEndAsync(server, KillTime, cancellationToken).ConfigureAwait(false))
            {
                throw NotStopped(server, exception: null);
            }
        }
    }

    /// <summary>Program and arguments of a server, but for how its log and its first administrator come about.</summary>
    /// <exception cref="XlinkException"><c>ServerProgramMissing</c>, <c>AspNetCoreRuntimeMissing</c>.</exception>
    internal static async Task<IReadOnlyList<string>> CommandAsync(ServerProcessOptions options)
    {
        var folder = Path.GetFullPath(options.ProgramFolder);
        var ownHost = Path.Combine(folder, Path.ChangeExtension(ProgramFile, ".exe"));
        var program = Path.Combine(folder, ProgramFile);
        if (!File.Exists(program))
        {
            throw XlinkException.Create(nameof(Messages.ServerProgramMissing), XlinkErrorCategory.ObjectNotFound, options.ProgramFolder, ProgramFile);
        }

        // One that was published with its runtime starts by itself.
        List<string> command = File.Exists(ownHost) ? [ownHost] : [await DotnetHost.FindForServerAsync().ConfigureAwait(false), program];
        command.AddRange(["--data", Path.GetFullPath(options.DataPath)]);
        AddOption("--database", FullPath(options.DatabasePath));
        AddOption("--port", options.Port?.ToString(CultureInfo.InvariantCulture));
        AddOption("--tls-port", options.TlsPort?.ToString(CultureInfo.InvariantCulture));
        AddOption("--configuration", FullPath(options.ConfigurationPath));
        AddOption("--address", options.Address);
        AddOption("--time-zone", options.TimeZone);
        if (options.SelfSigned)
        {
            command.Add("--self-signed");
        }

        foreach (var proxy in options.TrustedProxies)
        {
            AddOption("--trusted-proxy", proxy);
        }

        AddOption("--certificate", FullPath(options.CertificatePath));
        AddOption("--certificate-key", FullPath(options.CertificateKeyPath));
        AddOption("--certificate-password-file", FullPath(options.CertificatePasswordPath));
        AddOption("--metrics-token-file", FullPath(options.MetricsTokenPath));
        AddOption("--audit-retention", options.AuditRetentionDays?.ToString(CultureInfo.InvariantCulture));
        AddOption("--max-upload", options.MaximumUploadMB?.ToString(CultureInfo.InvariantCulture));
        AddOption("--token-lifetime", options.TokenLifetimeHours is { } hours ? TimeSpan.FromHours(hours).ToString("c", CultureInfo.InvariantCulture) : null);
        AddOption("--log-format", options.JsonLog ? "json" : null);
        AddOption("--drain-time", options.DrainTime > TimeSpan.Zero ? options.DrainTime.ToString("c", CultureInfo.InvariantCulture) : null);
        return command;

        void AddOption(string name, string? value)
        {
            if (value is not null)
            {
                command.AddRange([name, value]);
            }
        }

        static string? FullPath(string? path) => path is null ? null : Path.GetFullPath(path);
    }

    /// <summary>Makes the data ready without serving them.</summary>
    /// <param name="command">The server's command.</param>
    /// <param name="dataPath">Full path of its data folder, which keeps the password for <see cref="KeptPassword.Forget"/>.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>The password of the administrator if that user has been made, now or by an installation that failed, else <see langword="null"/>.</returns>
    /// <exception cref="XlinkException"><c>ServerDidNotStart</c> with what the server said; the errors of <see cref="KeptPassword.Find"/>.</exception>
    internal static Secret? SetUp(IReadOnlyList<string> command, string dataPath, CancellationToken cancellationToken)
    {
        using var password = Secret.From(RandomPassword());
        using var passwordFile = PrivateFile.Create(password.Reveal());
        var (exitCode, output) = ConsoleProgram.Run(
            command[0], CommandLine.Join([.. command.Skip(1), "--set-up", "--admin-password-file", passwordFile.FilePath]), folder: null, cancellationToken);
        if (exitCode != 0)
        {
            throw DidNotStart(output);
        }

        if (!output.Contains(AdministratorCreated))
        {
            return KeptPassword.Find(dataPath);
        }

        try
        {
            KeptPassword.Keep(dataPath, password);
        }
        catch (XlinkException)
        {
            // It is needed only if the installation fails, and this is no reason to.
        }

        return Secret.From(password.Reveal());
    }

    /// <summary>Name of the event that asks a server on Windows to end.</summary>
    internal static string StopEventName(int processId) => "Local\\XlinkServer-" + processId.ToString(CultureInfo.InvariantCulture);

    private static bool IsRunning(int processId, string mark) => string.Equals(ProcessMark.Of(processId), mark, StringComparison.Ordinal);

    private static bool IsRunning(RunningServer server) => IsRunning(server.ProcessId, server.ProcessMark);

    private static RunningServer Describe(ServerFile file, string dataPath) => new()
    {
        Url = file.Url,
        Urls = file.Urls,
        Warnings = file.Warnings,
        ProcessId = file.ProcessId,
        ProcessMark = file.ProcessMark,
        DataPath = dataPath,
        Version = file.Version,
        CertificateThumbprint = file.CertificateThumbprint,
    };

    private static string RandomPassword()
    {
        var bytes = new byte[24];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private static Process Start(IReadOnlyList<string> command)
    {
        // On Windows only the shell starts a process that inherits none of our handles, in a console of its own.
        // Elsewhere nothing is inherited anyway; the pipes tell why a start failed and are closed after that.
        var isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        var start = new ProcessStartInfo(command[0], CommandLine.Join(command.Skip(1)))
        {
            UseShellExecute = isWindows,
            WindowStyle = ProcessWindowStyle.Hidden,
            RedirectStandardInput = !isWindows,
            RedirectStandardOutput = !isWindows,
            RedirectStandardError = !isWindows,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw XlinkException.Create(nameof(Messages.ServerDidNotStart), XlinkErrorCategory.ResourceUnavailable, exception, exception.Message);
        }
    }

    private static async Task<ServerFile> WaitUntilReadyAsync(
        Process process, string dataPath, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < timeout)
        {
            if (process.HasExited)
            {
                // Not read before: a read that waits would hold on to the pipe as long as the server lives.
                var reason = process.StartInfo.RedirectStandardError ? (await process.StandardError.ReadToEndAsync().ConfigureAwait(false)).Trim() : string.Empty;
                throw DidNotStart(reason.Length > 0 ? reason : MessageText.Format(nameof(Messages.ServerExitCode), process.ExitCode, Path.Combine(dataPath, LogFile)));
            }

            if (ServerFile.Read(dataPath) is { } file
                && file.ProcessId == process.Id
                && IsRunning(file.ProcessId, file.ProcessMark)
                && await IsReadyAsync(file, cancellationToken).ConfigureAwait(false))
            {
                return file;
            }

            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
        }

        throw DidNotStart(MessageText.Format(nameof(Messages.ServerNoAnswer), timeout.TotalSeconds));
    }

    private static async Task<bool> IsReadyAsync(ServerFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = new WfmConnection(ServerUrl.Parse(file.Url), new() { CertificateThumbprint = file.CertificateThumbprint });
            return await connection.IsReadyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (XlinkException exception) when (string.Equals(exception.ErrorId, nameof(Messages.ServerNotReachable), StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static void AskToEnd(RunningServer server)
    {
        if (!IsRunning(server))
        {
            return;
        }

        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            if (UnixProcess.SendSignal(server.ProcessId, UnixProcess.Terminate) != 0 && IsRunning(server))
            {
                throw NotStopped(server, new Win32Exception(UnixProcess.LastError));
            }
        }
        else if (EventWaitHandle.TryOpenExisting(StopEventName(server.ProcessId), out var stop))
        {
            using (stop)
            {
                stop.Set();
            }
        }
    }

    private static async Task<bool> WaitForEndAsync(RunningServer server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (IsRunning(server))
        {
            if (clock.Elapsed >= timeout)
            {
                return false;
            }

            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static void Kill(RunningServer server)
    {
        try
        {
            using var process = Process.GetProcessById(server.ProcessId);
            if (IsRunning(server))
            {
                process.Kill();
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile.
        }
        catch (Win32Exception exception)
        {
            throw NotStopped(server, exception);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    private static XlinkException NotStopped(RunningServer server, Exception? exception)
        => XlinkException.Create(
            nameof(Messages.ServerNotStopped), XlinkErrorCategory.PermissionDenied, exception, server.ProcessId, server.DataPath, exception?.Message);

    private static XlinkException DidNotStart(string reason)
        => XlinkException.Create(nameof(Messages.ServerDidNotStart), XlinkErrorCategory.ResourceUnavailable, reason);
}
