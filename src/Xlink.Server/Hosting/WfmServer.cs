using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xlink.Processes;
using Xlink.Server.Audit;
using Xlink.Server.Store;
using Xlink.Server.Store.PostgreSql;
using Xlink.Server.Store.Sqlite;
using Xlink.Server.Users;
using Xlink.Servers;
using Xlink.Services.Systemd;
using Xlink.Targets;

namespace Xlink.Server.Hosting;

/// <summary>The running server: data folder, store and web host, from start to graceful end.</summary>
internal sealed partial class WfmServer : IAsyncDisposable
{
    private readonly ServerOptions options;
    private readonly TimeProvider clock;
    private readonly DataFolder folder;
    private IWfmStore? store;
    private ServerCertificate? certificate;
    private IReadOnlyList<string> warnings = [];
    private WebApplication? app;

    private WfmServer(ServerOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        folder = DataFolder.Open(options.DataPath);
    }

    /// <summary>Version of the server.</summary>
    internal static string Version { get; } = typeof(WfmServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Addresses for clients on this computer, the one with TLS first.</summary>
    internal IReadOnlyList<ServerUrl> Urls
        => [.. app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(address => new Uri(address))
            .Select(address => new ServerUrl(ReachableAddress().ToString(), address.Port, address.Scheme == Uri.UriSchemeHttps))
            .OrderByDescending(url => url.UseTls)];

    /// <summary>The first of <see cref="Urls"/>.</summary>
    internal ServerUrl Url => Urls[0];

    /// <summary>What the server knows, for tests that look behind it.</summary>
    internal IWfmStore Store => store!;

    /// <summary>What an admin should know, though the server has started.</summary>
    internal IReadOnlyList<string> Warnings => warnings;

    /// <summary>The random password of the administrator that this start created, if nobody gave one.</summary>
    internal string? OneTimePassword { get; private set; }

    /// <summary>SHA-256 thumbprint of the certificate; <see langword="null"/> without TLS.</summary>
    internal string? CertificateThumbprint => certificate?.Thumbprint;

    /// <summary>Starts a server; it listens when the task is done.</summary>
    /// <param name="options">What the command line says.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="XlinkException">Everything that can be wrong with folder, database, certificate, zone and port.</exception>
    internal static async Task<WfmServer> StartAsync(ServerOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var server = new WfmServer(options, clock);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets the administrator's password in a data folder that no server uses, or in a PostgreSQL database.</summary>
    internal static async Task ResetAdministratorAsync(ServerOptions options, string passwordPath, CancellationToken cancellationToken)
    {
        if (options.Database is null && !DataFolder.HasDatabase(options.DataPath))
        {
            throw XlinkException.Create(nameof(Messages.DatabaseMissing), XlinkErrorCategory.ObjectNotFound, options.DataPath);
        }

        var hash = PasswordHash.Create(PasswordFile.ReadNew(passwordPath), options.PasswordRounds);
        using var dataFolder = DataFolder.Open(options.DataPath);
        await using var users = await OpenStoreAsync(options, dataFolder, cancellationToken);
        await users.Users.ResetAdministratorAsync(RunningServer.AdministratorName, hash, cancellationToken);
    }

    /// <summary>Makes the data ready without serving them.</summary>
    /// <returns>Whether the administrator has been made.</returns>
    internal static async Task<bool> SetUpAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        await using var server = new WfmServer(options, TimeProvider.System);
        server.certificate = ListeningPlan.Make(options).GetCertificate(server.folder, new WindowsCertificateStore(), TimeProvider.System.GetUtcNow());
        await server.OpenStoreAsync(cancellationToken);
        return await server.CreateAdministratorAsync(cancellationToken);
    }

    /// <summary>Waits until the server is asked to end: SIGTERM, SIGINT, and on Windows the named event.</summary>
    /// <param name="stop">Asks too: the service manager.</param>
    internal async Task WaitForEndAsync(CancellationToken stop)
    {
        // systemd hears all this; elsewhere there is nobody to tell.
        var manager = new SystemdNotification();
        manager.Ready();
        await using var stopping = app!.Lifetime.ApplicationStopping.Register(() => manager.Stopping());
        await using var asked = stop.Register(app.Lifetime.StopApplication);
        await using var watchdog = manager.WatchdogTime is { } time ? new Timer(_ => manager.Alive(), state: null, TimeSpan.Zero, time / 2) : null;
        if (!OperatingSystem.IsWindows())
        {
            await GracefulEnd.RunAsync(app!, options, clock);
            return;
        }

        using var stopEvent = new EventWaitHandle(initialState: false, EventResetMode.ManualReset, ServerProcess.StopEventName(Environment.ProcessId));
        var registration = ThreadPool.RegisterWaitForSingleObject(
            stopEvent, (_, _) => app!.Lifetime.StopApplication(), state: null, Timeout.Infinite, executeOnlyOnce: true);
        await GracefulEnd.RunAsync(app!, options, clock);
        registration.Unregister(waitObject: null);
    }

    /// <summary>Ends the server: requests that run are finished first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (store is not null)
        {
            await store.DisposeAsync();
        }

        certificate?.Dispose();
        folder.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var plan = ListeningPlan.Make(options);
        certificate = plan.GetCertificate(folder, new WindowsCertificateStore(), clock.GetUtcNow());
        warnings = plan.Warnings;
        var zone = await OpenStoreAsync(cancellationToken);
        app = WebHost.Build(options, plan, store!, zone, clock, certificate, folder);
        await ListenAsync(app, plan, cancellationToken);

        // Last, because the password is shown only once: a start that fails must not have used it up.
        Announce(await CreateAdministratorAsync(cancellationToken));
        foreach (var warning in warnings)
        {
            LogWarning(app.Logger, warning);
        }

        if (options.Background)
        {
            LogListening(app.Logger, Version, Urls);
        }
    }

    private async Task<string> OpenStoreAsync(CancellationToken cancellationToken)
    {
        var wantedZone = options.TimeZone is null ? null : LocalZone.Find(options.TimeZone);
        store = await OpenStoreAsync(options, folder, cancellationToken);
        return await store.SettleTimeZoneAsync(wantedZone, LocalZone.OfThisMachine, cancellationToken);
    }

    private async Task<bool> CreateAdministratorAsync(CancellationToken cancellationToken)
    {
        Actor.BeServer(clock.GetUtcNow());
        return await store!.Users.CreateFirstAdministratorAsync(RunningServer.AdministratorName, () => PasswordHash.Create(FirstPassword(), options.PasswordRounds), cancellationToken);
    }

    private static async Task<IWfmStore> OpenStoreAsync(ServerOptions options, DataFolder folder, CancellationToken cancellationToken)
        => options.Database is null
            ? SqliteDatabase.Open(folder.DatabasePath)
            : await PostgreSqlDatabase.OpenAsync(options.Database.Reveal(), cancellationToken);

    private string FirstPassword()
    {
        if (options.AdministratorPasswordPath is not null)
        {
            return PasswordFile.ReadNew(options.AdministratorPasswordPath);
        }

        // It is going to be printed, and in the background nobody would read it.
        return options.Background
            ? throw XlinkException.Create(nameof(Messages.AdministratorPasswordMissing), XlinkErrorCategory.InvalidArgument)
            : OneTimePassword = string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 5)));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Xlink.Server {Version} listens on {Url}")]
    private static partial void LogListening(ILogger logger, string version, IReadOnlyList<ServerUrl> url);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);

    private async Task ListenAsync(IHost host, ListeningPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            var ports = string.Join(", ", plan.Listeners.Select(listener => listener.Port));
            throw (exception.GetBaseException() as SocketException)?.SocketErrorCode switch
            {
                SocketError.AccessDenied
                    => XlinkException.Create(nameof(Messages.PortForbidden), XlinkErrorCategory.PermissionDenied, exception, options.Address, ports),
                SocketError.AddressNotAvailable
                    => XlinkException.Create(nameof(Messages.AddressNotLocal), XlinkErrorCategory.InvalidArgument, exception, options.Address),
                _ => XlinkException.Create(nameof(Messages.PortInUse), XlinkErrorCategory.ResourceBusy, exception, options.Address, ports),
            };
        }
    }

    private IPAddress ReachableAddress()
        => options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : options.Address;

    private void Announce(bool administratorCreated)
    {
        using var process = Process.GetCurrentProcess();
        folder.Announce(new()
        {
            ProcessId = process.Id,
            StartTime = new DateTimeOffset(process.StartTime),
            ProcessMark = ProcessMark.Of(process.Id)!,
            Url = Url.ToString(),
            Urls = [.. Urls.Select(url => url.ToString())],
            Warnings = warnings,
            Version = Version,
            CertificateThumbprint = CertificateThumbprint,
            AdministratorCreated = administratorCreated,
        });
    }
}
