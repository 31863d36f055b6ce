using System;

namespace Xlink.Server.Api;

/// <summary>A request that the server does not carry out, for a reason the client can do something about. <see cref="Refusal"/> makes it.</summary>
internal sealed class RefusedException(int status, string code, string detail, TimeSpan? retryAfter = null, Exception? cause = null) : Exception(detail, cause)
{
    /// <summary>How long a client has to wait before it tries again, if that is known.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The stable code.</summary>
    public string Code { get; } = code;
}
