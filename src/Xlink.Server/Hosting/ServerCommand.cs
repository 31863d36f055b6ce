using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Xlink.Credentials;
using Xlink.Processes;
using Xlink.Servers;
using Xlink.Services.Windows;

namespace Xlink.Server.Hosting;

/// <summary>The command line.</summary>
internal static class ServerCommand
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int WrongUsage = 2;
    private const int MaximumMebibytes = 1024;
    private const int MaximumAuditDays = 36_500;
    private const string DatabaseVariable = "XLINK_DATABASE";

    private static readonly Option<string> Data = new("--data") { Description = "Folder of the server's data. It is created for this user only if it is missing.", Required = true, HelpName = "FOLDER" };
    private static readonly Option<string?> Database = new("--database") { Description = "File with the connection string of a PostgreSQL database, which several servers may share; without it the environment variable XLINK_DATABASE has it. Default: SQLite in the data folder.", HelpName = "FILE" };
    private static readonly Option<int?> Port = new("--port") { Description = "TCP port; 0 takes any free one. With a certificate it speaks TLS, unless --tls-port is given. Default: what isps.cfg says, or 45054.", CustomParser = result => ReadNumber(result, "--port", 0, ushort.MaxValue), HelpName = "PORT" };
    private static readonly Option<int?> TlsPort = new("--tls-port") { Description = "TCP port for TLS (iwfms) beside the plain one of --port, or alone.", CustomParser = result => ReadNumber(result, "--tls-port", 0, ushort.MaxValue), HelpName = "PORT" };
    private static readonly Option<string?> Configuration = new("--configuration") { Description = "isps.cfg with the section [InVision Enterprise Server]: ports and certificate, unless this command line says otherwise. Default: the one in the data folder, if there is one.", HelpName = "FILE" };
    private static readonly Option<bool> SelfSigned = new("--self-signed") { Description = "Speaks TLS with a certificate that the first start makes and keeps in the data folder; its thumbprint is printed, for clients to pin." };
    private static readonly Option<IPNetwork[]> TrustedProxies = new("--trusted-proxy") { Description = "Address or network (10.0.0.0/8) of a proxy or load balancer whose X-Forwarded-For and X-Forwarded-Proto are believed. May be given several times.", CustomParser = ReadNetworks, DefaultValueFactory = _ => [], HelpName = "NETWORK" };
    private static readonly Option<IPAddress> Address = new("--address") { Description = "IP address to listen on; 0.0.0.0 or :: for all. Off this computer use a certificate.", CustomParser = ReadAddress, DefaultValueFactory = _ => IPAddress.Loopback, HelpName = "ADDRESS" };
    private static readonly Option<string?> TimeZone = new("--time-zone") { Description = "IANA name of the zone that local days are in, for example Europe/Berlin. Default: the zone of the data, at first the computer's.", HelpName = "ZONE" };
    private static readonly Option<string?> Certificate = new("--certificate") { Description = "PFX or PEM file with the server's certificate: with it the server speaks TLS (iwfms).", HelpName = "FILE" };
    private static readonly Option<string?> CertificateKey = new("--certificate-key") { Description = "PEM file with the key, if the certificate's file has none.", HelpName = "FILE" };
    private static readonly Option<string?> CertificatePassword = new("--certificate-password-file") { Description = "File with the password of certificate or key.", HelpName = "FILE" };
    private static readonly Option<string?> AdministratorPassword = new("--admin-password-file") { Description = "File with the password of the user 'admin' that a first start creates. Without it the start prints a random one.", HelpName = "FILE" };
    private static readonly Option<string?> ResetAdministratorPassword = new("--reset-admin-password-file") { Description = "Gives the user 'admin' the password in this file, admin access, and unlocks it; then ends. The server must not run.", HelpName = "FILE" };
    private static readonly Option<TimeSpan> TokenLifetime = new("--token-lifetime") { Description = "How long a login lasts, as hours:minutes:seconds.", CustomParser = result => ReadTime(result, "--token-lifetime", TimeSpan.FromTicks(1)), DefaultValueFactory = _ => ServerOptions.DefaultTokenLifetime, HelpName = "TIME" };
    private static readonly Option<int> MaximumUpload = new("--max-upload") { Description = "Largest upload in MiB, decompressed.", CustomParser = result => ReadNumber(result, "--max-upload", 1, MaximumMebibytes), DefaultValueFactory = _ => ServerOptions.DefaultMaximumUpload / 1024 / 1024, HelpName = "MIB" };
    private static readonly Option<ServerLogFormat> LogFormat = new("--log-format") { Description = "Lines of the log: text for people, or json for programs.", CustomParser = ReadLogFormat, HelpName = "FORMAT" };
    private static readonly Option<LogLevel> LogLevel = new("--log-level") { Description = "The least important entries of the log: debug (every request), information, warning or error.", CustomParser = ReadLogLevel, DefaultValueFactory = _ => Microsoft.Extensions.Logging.LogLevel.Information, HelpName = "LEVEL" };
    private static readonly Option<TimeSpan> DrainTime = new("--drain-time") { Description = "How long the server, asked to end, still answers everything while /health/ready says 503, as hours:minutes:seconds. For servers behind a load balancer.", CustomParser = result => ReadTime(result, "--drain-time", TimeSpan.Zero), HelpName = "TIME" };
    private static readonly Option<TimeSpan> EndTime = new("--end-time") { Description = "How long requests that run may take after that.", CustomParser = result => ReadTime(result, "--end-time", TimeSpan.FromSeconds(1)), DefaultValueFactory = _ => ServerOptions.DefaultEndTime, HelpName = "TIME" };
    private static readonly Option<string?> MetricsToken = new("--metrics-token-file") { Description = "File with a token that allows to read /metrics from other computers, and nothing else.", HelpName = "FILE" };
    private static readonly Option<bool> SetUp = new("--set-up") { Description = "Makes the data ready, with the administrator, and ends." };
    private static readonly Option<bool> Service = new("--service") { Description = "Runs as a service of Windows; its service manager says so." };
    private static readonly Option<string?> Backup = new("--backup") { Description = "Writes a backup of the data to this file, while a server may run, and ends.", HelpName = "FILE" };
    private static readonly Option<string?> Restore = new("--restore") { Description = "Puts the data of this backup in place of what is there, after checking it, and ends. Without --database the server must not run.", HelpName = "FILE" };
    private static readonly Option<string?> CopyFromData = new("--copy-from-data") { Description = "Copies the data of this folder into the data folder or database, and ends.", HelpName = "FOLDER" };
    private static readonly Option<string?> CopyFromDatabase = new("--copy-from-database") { Description = "Copies the data of the PostgreSQL database, whose connection string is in this file, into the data folder or database, and ends.", HelpName = "FILE" };
    private static readonly Option<bool> Force = new("--force") { Description = "Lets --backup replace a file, and --restore and --copy-from-… data that are there." };
    private static readonly Option<int> AuditRetentionDays = new("--audit-retention") { Description = "Days that entries of the audit log are kept.", CustomParser = result => ReadNumber(result, "--audit-retention", 1, MaximumAuditDays), DefaultValueFactory = _ => (int)ServerOptions.DefaultAuditRetention.TotalDays, HelpName = "DAYS" };
    private static readonly Option<bool> Background = new("--background") { Description = "Leaves the terminal and logs to server.log in the data folder." };

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0 after a graceful end, 1 if it cannot start, 2 for a wrong command line.</returns>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand("The WFM server of XlinkPS: imports end here.")
        {
            Data, Database, Port, TlsPort, Address, Configuration, TimeZone, SelfSigned, Certificate, CertificateKey, CertificatePassword, AdministratorPassword, ResetAdministratorPassword, TokenLifetime,
            MaximumUpload, AuditRetentionDays, TrustedProxies, LogFormat, LogLevel, DrainTime, EndTime, MetricsToken, SetUp, Service, Backup,
            Restore, CopyFromData, CopyFromDatabase, Force, Background,
        };
        foreach (var option in command.Options.Where(option => option.HelpName is "FILE" or "FOLDER"))
        {
            // A variable of a script that was never set: an empty path would be the folder that one happens to be in.
            option.Validators.Add(result =>
            {
                if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                {
                    result.AddError(option.Name + " needs a path.");
                }
            });
        }

        command.SetAction(RunAsync);
        var parsed = command.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(parsed.Errors[0].Message + " See --help.");
            return WrongUsage;
        }

        return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = UnixProcess.SetCreationMask(UnixProcess.OthersMask);
        }

        try
        {
            var options = Read(parsed);
            if (parsed.GetValue(ResetAdministratorPassword) is { } passwordPath)
            {
                await WfmServer.ResetAdministratorAsync(options, passwordPath, cancellationToken);
                await Console.Out.WriteLineAsync("The password of '" + RunningServer.AdministratorName + "' is set.");
                return Success;
            }

            if (DataTask(parsed, options) is { } task)
            {
                await task(cancellationToken);
                return Success;
            }

            if (parsed.GetValue(SetUp))
            {
                if (await WfmServer.SetUpAsync(options, cancellationToken))
                {
                    await Console.Out.WriteLineAsync(ServerProcess.AdministratorCreated);
                }

                return Success;
            }

            if (parsed.GetValue(Service) && OperatingSystem.IsWindows())
            {
                new WindowsServiceHost(ServerService.Name).Run(token => RunAsServiceAsync(options, token));
                return Success;
            }

            if (options.Background && !OperatingSystem.IsWindows())
            {
                // Nobody's terminal is to end the server. It fails for the leader of a session, which has none to leave.
                _ = UnixProcess.LeaveSession();
            }

            await using var server = await WfmServer.StartAsync(options, TimeProvider.System, cancellationToken);
            if (!options.Background)
            {
                await PrintAsync(server);
            }

            await server.WaitForEndAsync(CancellationToken.None);
            return Success;
        }
        catch (XlinkException exception)
        {
            await Console.Error.WriteLineAsync((exception.Message + " " + exception.Remedy).ReplaceLineEndings(" ").TrimEnd());
            return Failure;
        }
    }

    /// <summary>What is to be done with the data instead of serving them.</summary>
    private static Func<CancellationToken, Task>? DataTask(ParseResult parsed, ServerOptions options)
    {
        var isForced = parsed.GetValue(Force);
        return parsed.GetValue(Backup) is { } backup ? token => DataTransfer.BackupAsync(options, backup, isForced, Report, token)
            : parsed.GetValue(Restore) is { } restore ? token => DataTransfer.RestoreAsync(options, restore, isForced, Report, token)
            : parsed.GetValue(CopyFromData) is { } folder ? token => DataTransfer.CopyAsync(options with { DataPath = folder, Database = null }, options, isForced, Report, token)
            : parsed.GetValue(CopyFromDatabase) is { } file ? token => DataTransfer.CopyAsync(options with { Database = Secret.From(PasswordFile.Read(file)) }, options, isForced, Report, token)
            : null;

        static void Report(string table, long rows, long total)
            => Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ServerData.ProgressMark}{table} {rows} {total}"));
    }

    /// <summary>Starts before it gives back its task, because the service counts as started then.</summary>
    private static Task RunAsServiceAsync(ServerOptions options, CancellationToken stop)
    {
        var server = WfmServer.StartAsync(options, TimeProvider.System, stop).GetAwaiter().GetResult();
        return WaitAsync();

        async Task WaitAsync()
        {
            await using (server)
            {
                await server.WaitForEndAsync(stop);
            }
        }
    }

    private static async Task PrintAsync(WfmServer server)
    {
        foreach (var url in server.Urls)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Xlink.Server {WfmServer.Version} listens on {url}"));
        }

        if (server.CertificateThumbprint is { } thumbprint)
        {
            await Console.Out.WriteLineAsync("Certificate, SHA-256 thumbprint: " + thumbprint);
        }

        if (server.OneTimePassword is { } password)
        {
            await Console.Out.WriteLineAsync(
                "User '" + RunningServer.AdministratorName + "' is created. Its password, shown only here: " + password);
        }
    }

    private static ServerOptions Read(ParseResult parsed) => new()
    {
        DataPath = parsed.GetRequiredValue(Data),
        Database = ReadDatabase(parsed.GetValue(Database)),
        Port = parsed.GetValue(Port),
        TlsPort = parsed.GetValue(TlsPort),
        ConfigurationPath = parsed.GetValue(Configuration),
        SelfSigned = parsed.GetValue(SelfSigned),
        TrustedProxies = parsed.GetValue(TrustedProxies)!,
        Address = parsed.GetValue(Address)!,
        TimeZone = parsed.GetValue(TimeZone),
        CertificatePath = parsed.GetValue(Certificate),
        CertificateKeyPath = parsed.GetValue(CertificateKey),
        CertificatePasswordPath = parsed.GetValue(CertificatePassword),
        AdministratorPasswordPath = parsed.GetValue(AdministratorPassword),
        TokenLifetime = parsed.GetValue(TokenLifetime),
        MaximumUpload = parsed.GetValue(MaximumUpload) * 1024L * 1024L,
        LogFormat = parsed.GetValue(LogFormat),
        LogLevel = parsed.GetValue(LogLevel),
        DrainTime = parsed.GetValue(DrainTime),
        EndTime = parsed.GetValue(EndTime),
        MetricsTokenPath = parsed.GetValue(MetricsToken),
        AuditRetention = TimeSpan.FromDays(parsed.GetValue(AuditRetentionDays)),
        Background = parsed.GetValue(Background),
    };

    private static Secret? ReadDatabase(string? path)
    {
        var connectionString = path is null ? Environment.GetEnvironmentVariable(DatabaseVariable) : PasswordFile.Read(path);
        return string.IsNullOrWhiteSpace(connectionString) ? null : Secret.From(connectionString);
    }

    private static IPAddress? ReadAddress(ArgumentResult result)
    {
        if (IPAddress.TryParse(result.Tokens.Single().Value, out var address))
        {
            return address;
        }

        result.AddError("--address needs an IP address, for example 0.0.0.0.");
        return null;
    }

    private static IPNetwork[] ReadNetworks(ArgumentResult result)
    {
        var networks = new List<IPNetwork>();
        foreach (var token in result.Tokens)
        {
            if (IPNetwork.TryParse(token.Value, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(token.Value, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                result.AddError("--trusted-proxy needs an IP address or a network, for example 10.0.0.0/8.");
                break;
            }
        }

        return [.. networks];
    }

    private static TimeSpan ReadTime(ArgumentResult result, string option, TimeSpan minimum)
    {
        // A bare number would be days.
        var text = result.Tokens.Single().Value;
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= minimum)
        {
            return time;
        }

        result.AddError(option + " needs a time like 08:00:00.");
        return default;
    }

    private static ServerLogFormat ReadLogFormat(ArgumentResult result)
    {
        if (Enum.TryParse<ServerLogFormat>(result.Tokens.Single().Value, ignoreCase: true, out var format) && Enum.IsDefined(format))
        {
            return format;
        }

        result.AddError("--log-format is text or json.");
        return default;
    }

    private static LogLevel ReadLogLevel(ArgumentResult result)
    {
        if (Enum.TryParse<LogLevel>(result.Tokens.Single().Value, ignoreCase: true, out var level)
            && level is Microsoft.Extensions.Logging.LogLevel.Debug or Microsoft.Extensions.Logging.LogLevel.Information
                or Microsoft.Extensions.Logging.LogLevel.Warning or Microsoft.Extensions.Logging.LogLevel.Error)
        {
            return level;
        }

        result.AddError("--log-level is debug, information, warning or error.");
        return default;
    }

    private static int ReadNumber(ArgumentResult result, string option, int minimum, int maximum)
    {
        if (int.TryParse(result.Tokens.Single().Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option} needs a number from {minimum} to {maximum}."));
        return default;
    }
}
