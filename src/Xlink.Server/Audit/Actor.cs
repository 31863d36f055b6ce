using System;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Xlink.Server.Audit;

/// <summary>On whose behalf the server works at the moment. The audit log writes it down with what the store changes.</summary>
/// <param name="UserId">The user; <see langword="null"/> where nobody is logged in.</param>
/// <param name="Login">The user's login.</param>
/// <param name="Address">IP address of the client; <see langword="null"/> for the server's own command line.</param>
/// <param name="Time">When the work has begun.</param>
internal sealed record Actor(int? UserId, string? Login, IPAddress? Address, DateTimeOffset Time)
{
    private const int IPv6Prefix = 64;

    private static readonly AsyncLocal<Actor?> OfThisFlow = new();

    /// <summary>Whose work this flow of control does; nobody's outside of a request.</summary>
    internal static Actor Current => OfThisFlow.Value ?? new(null, null, null, DateTimeOffset.UtcNow);

    /// <summary>The address as text.</summary>
    internal string? AddressText => Address?.ToString();

    /// <summary>What wrong logins are counted by: the address, of IPv6 the network, because a customer has all addresses of one.</summary>
    internal string Origin
    {
        get
        {
            if (Address is not { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } address)
            {
                return AddressText ?? "local";
            }

            var bytes = address.GetAddressBytes();
            bytes.AsSpan(IPv6Prefix / 8).Clear();
            return new IPAddress(bytes) + "/" + IPv6Prefix.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Makes the rest of this flow of control the server's own work.</summary>
    /// <param name="now">The time.</param>
    internal static void BeServer(DateTimeOffset now) => OfThisFlow.Value = new(null, null, null, now);

    /// <summary>Runs the rest of a request as its user's work. To be used behind authorization.</summary>
    internal static Task RunAsync(HttpContext context, RequestDelegate next)
    {
        OfThisFlow.Value = Of(context);
        return next(context);
    }

    /// <summary>Who sends a request.</summary>
    internal static Actor Of(HttpContext context)
    {
        var id = context.User.FindFirstValue(ClaimTypes.NameIdentifier);
        var address = context.Connection.RemoteIpAddress;
        return new(
            id is null ? null : int.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture),
            context.User.Identity?.Name,
            address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address,
            context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
    }
}
