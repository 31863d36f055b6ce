using System.Linq;

namespace Xlink.Server.Api;

/// <summary>The header that names an upload, so that it can be repeated without being stored twice.</summary>
internal static class IdempotencyKey
{
    /// <summary>Name of the header.</summary>
    internal const string Header = "Idempotency-Key";

    private const int MaximumLength = 200;

    /// <summary>Refuses a key that is missing or does not fit.</summary>
    internal static string Check(string? key)
        => key is { Length: > 0 and <= MaximumLength } && key.All(character => character is > ' ' and <= '~') ? key : throw Refusal.IdempotencyKeyInvalid();
}
