using System;
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
    private WebApplication? app;

    private WfmServer(ServerOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        folder = DataFolder.Open(options.DataPath);
    }

    /// <summary>Version of the server.</summary>
    internal static string Version { get; } = typeof(WfmServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Address for clients on this computer.</summary>
    internal ServerUrl Url => new(ReachableAddress().ToString(), BoundPort(), certificate is not null);

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

        var hash = PasswordHash.Create(PasswordFile.Read(passwordPath));
        using var dataFolder = DataFolder.Open(options.DataPath);
        await using var users = await OpenStoreAsync(options, dataFolder, cancellationToken);
        await users.Users.ResetAdministratorAsync(RunningServer.AdministratorName, hash, cancellationToken);
    }

    /// <summary>Makes the data ready without serving them.</summary>
    /// <returns>Whether the administrator has been made.</returns>
    internal static async Task<bool> SetUpAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        await using var server = new WfmServer(options, TimeProvider.System);
        server.certificate = server.LoadCertificate();
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
        certificate = LoadCertificate();
        var zone = await OpenStoreAsync(cancellationToken);
        app = WebHost.Build(options, store!, zone, clock, certificate, folder);
        await ListenAsync(app, cancellationToken);

        // Last, because the password is shown only once: a start that fails must not have used it up.
        Announce(await CreateAdministratorAsync(cancellationToken));
        if (options.Background)
        {
            LogListening(app.Logger, Version, Url);
        }
    }

    private async Task<string> OpenStoreAsync(CancellationToken cancellationToken)
    {
        var wantedZone = options.TimeZone is null ? null : LocalZone.Find(options.TimeZone);
        store = await OpenStoreAsync(options, folder, cancellationToken);
        return await store.SettleTimeZoneAsync(wantedZone, LocalZone.OfThisMachine, cancellationToken);
    }

    private Task<bool> CreateAdministratorAsync(CancellationToken cancellationToken)
        => store!.Users.CreateFirstAdministratorAsync(RunningServer.AdministratorName, () => PasswordHash.Create(FirstPassword()), cancellationToken);

    private static async Task<IWfmStore> OpenStoreAsync(ServerOptions options, DataFolder folder, CancellationToken cancellationToken)
        => options.Database is null
            ? SqliteDatabase.Open(folder.DatabasePath)
            : await PostgreSqlDatabase.OpenAsync(options.Database.Reveal(), cancellationToken);

    private ServerCertificate? LoadCertificate()
        => options.CertificatePath is null
            ? null
            : ServerCertificate.Load(
                options.CertificatePath,
                options.CertificateKeyPath,
                options.CertificatePasswordPath is null ? null : PasswordFile.Read(options.CertificatePasswordPath));

    private string FirstPassword()
    {
        if (options.AdministratorPasswordPath is not null)
        {
            return PasswordFile.Read(options.AdministratorPasswordPath);
        }

        // It is going to be printed, and in the background nobody would read it.
        return options.Background
            ? throw XlinkException.Create(nameof(Messages.AdministratorPasswordMissing), XlinkErrorCategory.InvalidArgument)
            : OneTimePassword = string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 5)));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Xlink.Server {Version} listens on {Url}")]
    private static partial void LogListening(ILogger logger, string version, ServerUrl url);

    private async Task ListenAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw (exception.GetBaseException() as SocketException)?.SocketErrorCode switch
            {
                SocketError.AccessDenied
                    => XlinkException.Create(nameof(Messages.PortForbidden), XlinkErrorCategory.PermissionDenied, exception, options.Address, options.Port),
                SocketError.AddressNotAvailable
                    => XlinkException.Create(nameof(Messages.AddressNotLocal), XlinkErrorCategory.InvalidArgument, exception, options.Address),
                _ => XlinkException.Create(nameof(Messages.PortInUse), XlinkErrorCategory.ResourceBusy, exception, options.Address, options.Port),
            };
        }
    }

    private int BoundPort()
        => new Uri(app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

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
            Version = Version,
            CertificateThumbprint = CertificateThumbprint,
            AdministratorCreated = administratorCreated,
        });
    }
}
