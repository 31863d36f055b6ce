using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace Xlink.Core.Tests;

/// <summary>Waits for a condition that another thread or process brings about.</summary>
internal static class Poll
{
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (var time = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(60), "Waited in vain: " + what);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
