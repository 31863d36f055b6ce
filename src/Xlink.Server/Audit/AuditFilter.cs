using System;
using System.Globalization;
using Xlink.Server.Api;

namespace Xlink.Server.Audit;

/// <summary>Which entries of the audit log are wanted.</summary>
/// <param name="From">The first moment, or <see langword="null"/>.</param>
/// <param name="To">The moment before which they are, or <see langword="null"/>.</param>
/// <param name="User">Login of the user, whatever the case, or <see langword="null"/>.</param>
/// <param name="Action">What was done, or <see langword="null"/>.</param>
/// <param name="Before">The ID that theirs are below, or <see langword="null"/>.</param>
internal sealed record AuditFilter(DateTimeOffset? From, DateTimeOffset? To, string? User, AuditAction? Action, long? Before)
{
    /// <summary>Reads what stands in a request's address.</summary>
    /// <exception cref="RefusedException"><c>ParameterInvalid</c>.</exception>
    internal static AuditFilter Read(string? from, string? to, string? user, string? action, long? before)
        => new(ReadTime("from", from), ReadTime("to", to), user, EnumParameter.Read<AuditAction>("action", action), before);

    private static DateTimeOffset? ReadTime(string name, string? text)
        => text is null ? null
            : DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
            : throw Refusal.ParameterInvalid("'" + name + "' is a time like 2026-03-01T12:00:00Z.");
}
