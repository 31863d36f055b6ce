using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Targets;

/// <summary>
/// Tests whether an installation reaches its server, a step at a time: configuration, name, TCP port, TLS, login, queues.
/// It ends at the first failure, whose remedy is the one of the documented error table.
/// </summary>
public sealed class ConnectionTest
{
    private readonly string installationPath;
    private readonly string? serverEntry;
    private readonly IProgress<ConnectionTestStep>? progress;
    private readonly List<ConnectionTestStep> steps = [];

    private ConnectionTest(string installationPath, string? serverEntry, IProgress<ConnectionTestStep>? progress)
    {
        this.installationPath = installationPath;
        this.serverEntry = serverEntry;
        this.progress = progress;
    }

    /// <summary>Runs the test.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="serverEntry">Name of the server entry in <c>[DB]</c>, or <see langword="null"/> for the first.</param>
    /// <param name="progress">Gets each step as it ends.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    /// <returns>The outcome; failures are steps, not exceptions.</returns>
    public static Task<ConnectionTestResult> RunAsync(
        string installationPath, string? serverEntry, IProgress<ConnectionTestStep>? progress, CancellationToken cancellationToken)
        => new ConnectionTest(installationPath, serverEntry, progress).RunAsync(cancellationToken);

    private async Task<ConnectionTestResult> RunAsync(CancellationToken cancellationToken)
    {
        ServerLogin? login = null;
        IReadOnlyList<WfmQueue> queues = [];
        IReadOnlyList<WfmExternalSystem> systems = [];
        var success = false;
        WfmServerClient? client = null;
        try
        {
            success = await StepAsync("Configuration", () =>
                {
                    login = ServerLogin.Load(installationPath, serverEntry);
                    return Task.FromResult(MessageText.Format(nameof(Messages.TestConfigurationRead), login.EntryName, login.UserName, login.Url));
                })
                && await StepAsync("Name", async () => MessageText.Format(
                    nameof(Messages.TestNameResolved),
                    login!.Url.Host,
                    string.Join(", ", await ServerProbe.ResolveNameAsync(login.Url, cancellationToken))))
                && await StepAsync("Port", async () => MessageText.Format(
                    nameof(Messages.TestPortOpen), await ServerProbe.ConnectTcpAsync(login!.Url, login.Options, cancellationToken)))
                && await StepAsync("Tls", async () => login!.Url.UseTls
                    ? (await ServerProbe.NegotiateTlsAsync(login.Url, login.Options, cancellationToken)).ToString()
                    : login.Url.IsUnprotected ? MessageText.Format(nameof(Messages.PasswordUnencryptedOnNetwork), login.Url) : Messages.TestTlsNotUsed)
                && await StepAsync("Login", async () =>
                {
                    client = await login!.LoginAsync(cancellationToken);
                    return MessageText.Format(nameof(Messages.TestLoggedIn), client.User.Login, client.Info.Version, client.Info.TimeZone);
                })
                && await StepAsync("Queues", async () =>
                {
                    queues = await client!.GetQueuesAsync(cancellationToken);
                    systems = await client.GetExternalSystemsAsync(cancellationToken);
                    return MessageText.Format(nameof(Messages.TestQueuesRead), queues.Count, systems.Count);
                });
        }
        finally
        {
            client?.Dispose();
            login?.Dispose();
        }

        return new ConnectionTestResult
        {
            InstallationPath = installationPath,
            ServerEntry = login?.EntryName ?? serverEntry,
            Url = login?.Url.ToString(),
            Success = success,
            Steps = steps,
            Queues = queues,
            ExternalSystems = systems,
        };
    }

    private async Task<bool> StepAsync(string name, Func<Task<string>> run)
    {
        var watch = Stopwatch.StartNew();
        ConnectionTestStep step;
        try
        {
            var message = await run();
            step = new ConnectionTestStep { Name = name, Message = message, Duration = watch.Elapsed };
        }
        catch (XlinkException exception)
        {
            step = new ConnectionTestStep { Name = name, Message = exception.Message, Failure = exception, Duration = watch.Elapsed };
        }

        steps.Add(step);
        progress?.Report(step);
        return step.Success;
    }
}
