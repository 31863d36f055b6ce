using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Processes;
using Xlink.Services;
using Xlink.Services.Systemd;
using Xlink.Services.Windows;

namespace Xlink.Servers;

/// <summary>
/// The server as a service of this computer, of which there is one [our reading]: <c>Xlink Server</c> on Windows, <c>xlink-server.service</c> under systemd,
/// where it runs as the system user <c>xlink-server</c>. The data folder becomes that user's alone. Errors: those of <see cref="IServiceControl"/>, with
/// <c>Server</c> before their IDs.
/// </summary>
public static class ServerService
{
    /// <summary>Name of the service on Windows and in texts.</summary>
    public const string Name = "Xlink Server";

    /// <summary>Name of the systemd unit.</summary>
    public const string UnitName = "xlink-server.service";

    internal const string Description = "The WFM server of XlinkPS, into which agents import.";

    // Options of the service on Windows, whatever it is set up with.
    private static readonly string[] HowItRuns = ["--service", "--background"];

    private static readonly ServiceIdentity Identity = new()
    {
        Name = Name,
        UnitName = UnitName,
        UserName = "xlink-server",
        Description = Description,
        Errors = new()
        {
            NotInstalled = nameof(Messages.ServerServiceNotInstalled),
            StartFailed = nameof(Messages.ServerServiceStartFailed),
            StopFailed = nameof(Messages.ServerServiceStopFailed),
            ManagerFailed = nameof(Messages.ServerServiceManagerFailed),
            ManagerMissing = nameof(Messages.ServerServiceManagerMissing),
            MarkedForDeletion = nameof(Messages.ServerServiceMarkedForDeletion),
            FolderName = nameof(Messages.ServerServiceFolderName),
            FolderUnreachable = nameof(Messages.ServerServiceFolderUnreachable),
        },
    };

    /// <summary>Where the data lie if nothing else is said.</summary>
    public static string DefaultDataPath => IsWindows
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "XlinkPS", "server")
        : "/var/lib/xlink-server";

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static WindowsService Windows => new(Identity);

    private static SystemdService Systemd => new(Identity);

    private static IManagedService Current => IsWindows ? Windows : Systemd;

    /// <summary>Asks how the service is. Needs no rights.</summary>
    public static ServerServiceStatus Query()
    {
        var found = Current.Query();
        if (found.State == XlinkServiceState.NotInstalled)
        {
            return ServerServiceStatus.NotInstalled;
        }

        var data = found.Definition is null ? null : IsWindows ? FindData(found.Definition) : ServerUnit.FindData(found.Definition);
        var running = data is not null && found.ProcessId is { } process && ServerFile.Read(data) is { } file && file.ProcessId == process ? file : null;
        return new(found.State, found.StartType, found.Account, data, found.ProcessId) { Url = running?.Url, CertificateThumbprint = running?.CertificateThumbprint, Warnings = running?.Warnings ?? [] };
    }

    /// <summary>
    /// Installs the service with automatic start and restart after failures, and starts it. Installed again on the same data it is set up anew: options that it
    /// had before and has no more are among the warnings. The
    /// administrator's password is given back if the first start has made that user; an installation that fails after that and is repeated gives it back then.
    /// </summary>
    /// <param name="options">The program, the data, and how the server listens.</param>
    /// <param name="account">A special account; <see langword="null"/> for Local System on Windows, for the system user <c>xlink-server</c> on Linux.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="XlinkException">
    /// <c>ServerProgramMissing</c>, <c>AspNetCoreRuntimeMissing</c>, <c>ServerServiceInstalledElsewhere</c>, <c>ServerAlreadyRuns</c>, and those of the class.
    /// </exception>
    public static async Task<ServerServiceStatus> InstallAsync(ServerProcessOptions options, ServiceAccount? account, CancellationToken cancellationToken)
    {
        var before = Query();
        var settled = options with { DataPath = Path.GetFullPath(options.DataPath), ProgramFolder = Path.GetFullPath(options.ProgramFolder) };
        if (before.State != XlinkServiceState.NotInstalled && !IsSame(before.DataPath, settled.DataPath))
        {
            throw XlinkException.Create(nameof(Messages.ServerServiceInstalledElsewhere), XlinkErrorCategory.ResourceExists, before.DataPath);
        }

        if (ServerProcess.Find(settled.DataPath) is { } running && running.ProcessId != before.ProcessId)
        {
            throw XlinkException.Create(nameof(Messages.ServerAlreadyRuns), XlinkErrorCategory.ResourceBusy, settled.DataPath, running.Url, running.ProcessId);
        }

        var command = await ServerProcess.CommandAsync(settled).ConfigureAwait(false);
        return await Task.Run(() => Install(settled, command, account, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="IServiceControl.Uninstall"/>
    public static void Uninstall(CancellationToken cancellationToken) => Current.Uninstall(cancellationToken);

    /// <inheritdoc cref="IServiceControl.Start"/>
    public static void Start(CancellationToken cancellationToken) => Current.Start(cancellationToken);

    /// <inheritdoc cref="IServiceControl.Stop"/>
    public static void Stop(CancellationToken cancellationToken) => Current.Stop(cancellationToken);

    /// <summary>Names of the options that a service has in its definition, a unit or a command line, and a command has not.</summary>
    internal static IReadOnlyList<string> FindDropped(string definition, IEnumerable<string> command)
        => [
            .. (ServerUnit.FindCommand(definition) ?? definition).Split('"')
                .SelectMany((part, number) => IsQuoted(number) ? [part] : part.Split(' '))
                .Where(argument => argument.StartsWith("--", StringComparison.Ordinal))
                .Except([.. command, .. HowItRuns], StringComparer.Ordinal),
        ];

    /// <summary>The data folder in a service's command line.</summary>
    internal static string? FindData(string commandLine)
    {
        const string Option = " --data ";
        var place = commandLine.IndexOf(Option, StringComparison.Ordinal);
        if (place < 0)
        {
            return null;
        }

        var rest = commandLine.Substring(place + Option.Length);
        return rest.StartsWith("\"", StringComparison.Ordinal) ? rest.Split('"')[1] : rest.Split(' ')[0];
    }

    // Of the parts between quotes: the second, the fourth and so on.
    private static bool IsQuoted(int number) => number % 2 == 1;

    private static bool IsSame(string? path, string other)
        => string.Equals(path, other, IsWindows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static ServerServiceStatus Install(ServerProcessOptions options, IReadOnlyList<string> command, ServiceAccount? account, CancellationToken cancellationToken)
    {
        Action register = IsWindows ? RegisterOnWindows(options, command, account, cancellationToken) : RegisterOnLinux(options, command, account, cancellationToken);

        // It may run already, as it was set up before: the data are touched by one server at a time.
        var before = Current.Query();
        if (before.State != XlinkServiceState.NotInstalled)
        {
            Stop(cancellationToken);
        }

        var password = ServerProcess.SetUp(command, options.DataPath, cancellationToken);
        try
        {
            register();
            Start(cancellationToken);
            var status = Query();
            KeptPassword.Forget(options.DataPath);
            var dropped = FindDropped(before.Definition ?? string.Empty, command);
            var warnings = dropped.Count == 0 ? status.Warnings : [MessageText.Format(nameof(Messages.ServerServiceOptionsDropped), string.Join(", ", dropped)), .. status.Warnings];
            return status with { AdministratorPassword = password, Warnings = warnings };
        }
        catch
        {
            password?.Dispose();
            throw;
        }
    }

    private static Action RegisterOnLinux(ServerProcessOptions options, IReadOnlyList<string> command, ServiceAccount? account, CancellationToken cancellationToken)
    {
        var service = Systemd;
        service.CheckRights();
        service.CheckReachable(Path.GetDirectoryName(command[0])!);
        service.CheckReachable(options.ProgramFolder);
        service.CheckReachable(Path.GetDirectoryName(options.DataPath)!);
        SystemdService.CheckAccount(account);
        var user = account?.UserName ?? Identity.UserName;
        return () => service.Write(() =>
        {
            service.MakeGroup();
            SystemCommand.Run("chown", CommandLine.Join(["-R", "-h", "--", user + ":" + Identity.UserName, options.DataPath]), cancellationToken);
            service.WriteUnit(ServerUnit.Format(command, options, user, Identity.UserName), service.ReadUnit());
        });
    }

    private static Action RegisterOnWindows(ServerProcessOptions options, IReadOnlyList<string> command, ServiceAccount? account, CancellationToken cancellationToken) => () =>
    {
        if (account is not null)
        {
            // The folder is closed to everybody but administrators and Local System.
            SystemCommand.Run("icacls", CommandLine.Join([options.DataPath, "/grant", account.UserName + ":(OI)(CI)F", "/T", "/Q"]), cancellationToken);
        }

        Windows.Install(CommandLine.Join([.. command, .. HowItRuns]), account, _ => { });
    };
}
