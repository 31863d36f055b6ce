using System;

namespace Xlink.Server.Tests;

internal sealed class MovableClock : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
