using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Xlink.Targets;

/// <summary>Turns what the network layers throw into the error an admin can act on.</summary>
internal static class ServerFailure
{
    /// <summary>The error behind <paramref name="exception"/>.</summary>
    /// <param name="exception">What was thrown while talking to the server.</param>
    /// <param name="url">The server.</param>
    /// <param name="certificate">The check of its certificate, if there was one.</param>
    /// <param name="isKnownServer">Whether the server behind the address is known to be ours. If not, an answer that is no HTTP comes from something else.</param>
    internal static XlinkException From(Exception exception, ServerUrl url, ServerCertificateCheck? certificate, bool isKnownServer)
    {
        if (certificate?.Refusal is { } refusal)
        {
            return XlinkException.Create(
                nameof(Messages.ServerCertificateInvalid), XlinkErrorCategory.SecurityError, exception, url, refusal.Reason, refusal.Thumbprint);
        }

        var causes = CausesOf(exception).ToList();
        var socket = causes.OfType<SocketException>().FirstOrDefault();
        var web = causes.OfType<WebException>().FirstOrDefault()?.Status;
        if (socket?.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery
            || web is WebExceptionStatus.NameResolutionFailure)
        {
            return XlinkException.Create(nameof(Messages.ServerNameNotFound), XlinkErrorCategory.ConnectionError, exception, url.Host);
        }

        if (causes.OfType<AuthenticationException>().FirstOrDefault() is { } tls)
        {
            return XlinkException.Create(nameof(Messages.ServerTlsFailed), XlinkErrorCategory.SecurityError, exception, url, tls.Message);
        }

        var isNetwork = socket is not null || web is WebExceptionStatus.ConnectFailure or WebExceptionStatus.Timeout || causes.OfType<OperationCanceledException>().Any();
        return isNetwork || isKnownServer
            ? XlinkException.Create(
                nameof(Messages.ServerNotReachable), XlinkErrorCategory.ConnectionError, exception, url, socket?.Message ?? causes.Last().Message)
            : NotAnXlinkServer(exception, url, causes.Last().Message);
    }

    /// <summary>Whether a connection broke that had been made: the server may have done what it was asked or not, and another one may be there by now.</summary>
    internal static bool IsLostConnection(XlinkException error)
    {
        var causes = CausesOf(error).ToList();
        return !causes.OfType<OperationCanceledException>().Any()
            && (causes.OfType<IOException>().Any()
                || causes.OfType<SocketException>().Any(socket => socket.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown)
                || causes.OfType<WebException>().Any(web => web.Status is WebExceptionStatus.ConnectionClosed or WebExceptionStatus.ReceiveFailure
                    or WebExceptionStatus.SendFailure or WebExceptionStatus.KeepAliveFailure));
    }

    /// <summary>The server did not answer in time.</summary>
    internal static XlinkException TimedOut(ServerUrl url, TimeSpan timeout, Exception? exception)
        => XlinkException.Create(
            nameof(Messages.ServerNotReachable),
            XlinkErrorCategory.ConnectionError,
            exception,
            url,
            MessageText.Format(nameof(Messages.ServerNoAnswer), timeout.TotalSeconds));

    /// <summary>Something answers at the address, but not our server.</summary>
    /// <param name="exception">The cause, if any.</param>
    /// <param name="url">The address.</param>
    /// <param name="reason">What it answered.</param>
    internal static XlinkException NotAnXlinkServer(Exception? exception, ServerUrl url, string reason)
        => XlinkException.Create(nameof(Messages.NotAnXlinkServer), XlinkErrorCategory.ConnectionError, exception, url, reason);

    private static IEnumerable<Exception> CausesOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
