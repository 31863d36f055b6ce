using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Xlink.Server.Api;
using Xlink.Server.Audit;
using Xlink.Server.Monitoring;
using Xlink.Server.Retention;
using Xlink.Server.Store;
using Xlink.Server.Users;
using Xlink.Server.WebConsole;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Hosting;

/// <summary>The web application: what a request passes on its way to an endpoint.</summary>
internal static class WebHost
{
    private const int MaximumConnections = 10_000;
    private const int MaximumHeaders = 64;
    private const int MaximumHeaderBytes = 16 * 1024;

    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    /// <summary>Builds the web application; it does not listen yet.</summary>
    /// <param name="options">What the command line says.</param>
    /// <param name="plan">Where it listens.</param>
    /// <param name="store">The store.</param>
    /// <param name="zone">IANA name of the zone that local days are in.</param>
    /// <param name="clock">The time.</param>
    /// <param name="certificate">The certificate; <see langword="null"/> without TLS.</param>
    /// <param name="folder">The data folder.</param>
    internal static WebApplication Build(
        ServerOptions options, ListeningPlan plan, IWfmStore store, string zone, TimeProvider clock, ServerCertificate? certificate, DataFolder folder)
    {
        // Nothing comes from here: what the environment and files have to say, the options have.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel(kestrel => Configure(kestrel, options, plan, certificate));
        AddLog(builder.Logging, options, clock, folder.LogPath);
        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.EndTime);
        services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => ApiDescription.ConfigureJson(json.SerializerOptions));
        services.AddSingleton(options);
        var metrics = new ServerMetrics(store.Operations.Kind, clock);
        services.AddSingleton(metrics);
        services.AddSingleton<IWfmStore>(new TimedStore(store, metrics));
        services.AddSingleton(new MetricsAccess(options.MetricsTokenPath));
        services.AddSingleton(new ServerIdentity(folder.FolderPath, certificate?.Thumbprint, certificate?.Expires));
        services.AddSingleton<Readiness>();
        services.AddSingleton<ServerStatusReport>();
        services.AddHostedService<RetentionWork>();
        services.AddSingleton(clock);
        services.AddSingleton(LocalZone.Rules(zone));
        services.AddSingleton(new WfmServerInfo { Product = WfmServerInfo.ProductName, Version = WfmServer.Version, TimeZone = zone });
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<Login>();
        services.AddHostedService<AuditRetention>();
        services.AddRouting();
        services.AddRequestDecompression(decompression =>
        {
            decompression.DecompressionProviders.Remove("br");
            decompression.DecompressionProviders.Remove("deflate");
        });
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new() { Timeout = options.RequestTime });

        // The core alone: the whole would keep keys of its own in the user's profile, for cookies that there are none of.
        services.AddWebEncoders();
        services.AddTransient<BearerAuthentication>();
        services.AddTransient<ConsoleAuthentication>();
        services.AddAuthenticationCore(authentication =>
        {
            authentication.AddScheme<BearerAuthentication>(BearerAuthentication.SchemeName, displayName: null);
            authentication.AddScheme<ConsoleAuthentication>(ConsoleAuthentication.SchemeName, displayName: null);
            authentication.DefaultScheme = BearerAuthentication.SchemeName;
        });
        services.AddAuthorization(Access.AddPolicies);
        services.AddOpenApi(ApiDescription.Configure);

        var app = builder.Build();
        _ = app.Services.GetRequiredService<ServerStatusReport>();
        if (options.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(TrustedProxies(options));
        }

        app.UseMiddleware<RequestMonitor>();
        app.Use(SecurityHeaders.AddAsync);
        app.UseMiddleware<RefusalMiddleware>();
        app.UseStatusCodePages(context => RefuseStatusAsync(context.HttpContext));
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseRequestDecompression();
        app.Use(CheckEncodingAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(Actor.RunAsync);
        app.MapApi(options.MaximumUpload);
        app.MapConsole();
        app.MapOpenApi("/openapi/v1.json");
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options, ListeningPlan plan, ServerCertificate? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaximumConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.MaxRequestHeaderCount = MaximumHeaders;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaximumHeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = HeaderTime;
        foreach (var listener in plan.Listeners)
        {
            kestrel.Listen(options.Address, listener.Port, listen =>
            {
                listen.Protocols = listener.UseTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (listener.UseTls)
                {
                    listen.UseHttps(https =>
                    {
                        https.ServerCertificate = certificate!.Certificate;
                        https.ServerCertificateChain = certificate.Chain;
                        https.SslProtocols = plan.Protocols;
                        https.HandshakeTimeout = HandshakeTime;
                    });
                }
            });
        }
    }

    /// <summary>Who a client is, as told by the proxies in front of the server: back to the first one that is not trusted.</summary>
    private static ForwardedHeadersOptions TrustedProxies(ServerOptions options)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.TrustedProxies)
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        return forwarded;
    }

    private static void AddLog(ILoggingBuilder logging, ServerOptions options, TimeProvider clock, string logPath)
    {
        // A refused token is no news, and a start that fails is told by whoever started.
        logging.SetMinimumLevel(options.LogLevel)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddFilter(typeof(BearerAuthentication).FullName, LogLevel.Warning)
            .AddFilter(typeof(ConsoleAuthentication).FullName, LogLevel.Warning)
            .Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (options.Background)
        {
            logging.AddProvider(new BackgroundLog(logPath, new ServerLogFormatter(options, clock)));
            return;
        }

        logging.AddConsole(console => console.FormatterName = ServerLogFormatter.FormatterName).AddConsoleFormatter<ServerLogFormatter, ConsoleFormatterOptions>();
    }

    /// <summary>What is decompressed has lost its header by now; what still has one comes in a form nobody here reads.</summary>
    private static Task CheckEncodingAsync(HttpContext context, RequestDelegate next)
        => context.Request.Headers.ContentEncoding.Count == 0 ? next(context) : throw Refusal.ContentEncodingUnsupported();

    /// <summary>Gives a body to statuses that the framework sets without one.</summary>
    private static Task RefuseStatusAsync(HttpContext context)
        => context.Response.StatusCode == StatusCodes.Status404NotFound && ConsoleRefusal.IsFor(context.Request)
            ? new ConsoleRefusal().WriteAsync(context, Refusal.RouteNotFound())
            : context.RefuseAsync(Explain(context));

    private static RefusedException Explain(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Refusal.RouteNotFound(),
        StatusCodes.Status405MethodNotAllowed => Refusal.MethodNotAllowed(),
        StatusCodes.Status413PayloadTooLarge => Refusal.BodyTooLarge(),
        StatusCodes.Status415UnsupportedMediaType => Refusal.MediaTypeUnsupported(),
        StatusCodes.Status408RequestTimeout or StatusCodes.Status504GatewayTimeout => Refusal.RequestTimedOut(),
        >= StatusCodes.Status500InternalServerError => Refusal.InternalError(),
        _ => Refusal.BodyInvalid("it is empty or breaks off."),
    };
}
