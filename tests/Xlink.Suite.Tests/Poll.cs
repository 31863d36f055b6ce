using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>Waits for a condition that another process brings about.</summary>
internal static class Poll
{
    internal static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    internal static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (var time = Stopwatch.StartNew(); !await condition();)
        {
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(120), "Waited in vain: " + what);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
