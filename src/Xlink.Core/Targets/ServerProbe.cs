using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Targets;

/// <summary>The steps on the way to a server, one by one, so that a connection test can say which of them fails.</summary>
public static class ServerProbe
{
    /// <summary>Looks the host up.</summary>
    /// <param name="url">The server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The addresses of the host, at least one.</returns>
    /// <exception cref="XlinkException"><c>ServerNameNotFound</c>.</exception>
    public static async Task<IReadOnlyList<IPAddress>> ResolveNameAsync(ServerUrl url, CancellationToken cancellationToken)
    {
        try
        {
            // A look-up cannot be cancelled on every platform, but the wait for it can.
            return await WaitAsync(Dns.GetHostAddressesAsync(url.Host), cancellationToken).ConfigureAwait(false) is { Length: > 0 } addresses
                ? addresses
                : throw new SocketException((int)SocketError.NoData);
        }
        catch (SocketException exception)
        {
            throw XlinkException.Create(nameof(Messages.ServerNameNotFound), XlinkErrorCategory.ConnectionError, exception, url.Host);
        }
    }

    /// <summary>Opens a TCP connection and closes it.</summary>
    /// <param name="url">The server.</param>
    /// <param name="options">The time-out; <see langword="null"/> for the default.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The address and port that answered.</returns>
    /// <exception cref="XlinkException"><c>ServerNameNotFound</c>, <c>ServerNotReachable</c>.</exception>
    public static async Task<IPEndPoint> ConnectTcpAsync(ServerUrl url, WfmConnectionOptions? options, CancellationToken cancellationToken)
    {
        using var connection = await OpenAsync(url, (options ?? new()).Timeout, cancellationToken).ConfigureAwait(false);
        return (IPEndPoint)connection.Client.RemoteEndPoint!;
    }

    /// <summary>Connects, negotiates TLS and closes the connection.</summary>
    /// <param name="url">The server.</param>
    /// <param name="options">Time-out and pinned certificate; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Protocol and certificate.</returns>
    /// <exception cref="XlinkException"><c>ServerNameNotFound</c>, <c>ServerNotReachable</c>, <c>ServerCertificateInvalid</c>, <c>ServerTlsFailed</c>.</exception>
    public static async Task<TlsConnection> NegotiateTlsAsync(ServerUrl url, WfmConnectionOptions? options, CancellationToken cancellationToken)
    {
        options ??= new();
        var check = new ServerCertificateCheck(url, options.CertificateThumbprint);
        using var connection = await OpenAsync(url, options.Timeout, cancellationToken).ConfigureAwait(false);
        using var stream = new SslStream(
            connection.GetStream(), leaveInnerStreamOpen: false, (_, certificate, chain, errors) => check.Accept(certificate, chain, errors));
        try
        {
            await CloseOnDelayAsync(connection, stream.AuthenticateAsClientAsync(url.Host), url, options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or SocketException)
        {
            throw check.Refusal is null
                ? XlinkException.Create(nameof(Messages.ServerTlsFailed), XlinkErrorCategory.SecurityError, exception, url, exception.Message)
                : ServerFailure.From(exception, url, check, isKnownServer: false);
        }

        using var certificate = new X509Certificate2(stream.RemoteCertificate!.GetRawCertData());
        return new TlsConnection
        {
            Protocol = stream.SslProtocol,
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            Expires = new DateTimeOffset(certificate.NotAfter),
            Thumbprint = ServerCertificateCheck.Sha256Thumbprint(certificate),
        };
    }

    private static async Task<TcpClient> OpenAsync(ServerUrl url, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var addresses = await ResolveNameAsync(url, cancellationToken).ConfigureAwait(false);
        XlinkException? failure = null;
        foreach (var address in addresses)
        {
            var connection = new TcpClient(address.AddressFamily);
            try
            {
                await CloseOnDelayAsync(connection, connection.ConnectAsync(address, url.Port), url, timeout, cancellationToken).ConfigureAwait(false);
                return connection;
            }
            catch (Exception exception) when (exception is SocketException or XlinkException)
            {
                connection.Dispose();
                failure = exception as XlinkException ?? ServerFailure.From(exception, url, certificate: null, isKnownServer: false);
            }
        }

        throw failure!;
    }

    /// <summary>Waits for a step. Closing the connection is what ends it where it takes no cancellation token.</summary>
    private static async Task CloseOnDelayAsync(TcpClient connection, Task step, ServerUrl url, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await WaitAsync(step, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            connection.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw ServerFailure.TimedOut(url, timeout, exception);
        }
    }

    private static async Task<T> WaitAsync<T>(Task<T> step, CancellationToken cancellationToken)
    {
        await WaitAsync((Task)step, cancellationToken).ConfigureAwait(false);
        return await step.ConfigureAwait(false);
    }

    private static async Task WaitAsync(Task step, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(() => cancelled.TrySetResult(true));
        if (await Task.WhenAny(step, cancelled.Task).ConfigureAwait(false) != step)
        {
            // Nobody waits for the step any more; its failure must not surface later.
            _ = step.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }

        await step.ConfigureAwait(false);
    }
}
