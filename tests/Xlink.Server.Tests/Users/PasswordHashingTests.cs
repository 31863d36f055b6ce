using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Server.Api;
using Xlink.Server.Users;

namespace Xlink.Server.Tests.Users;

public sealed class PasswordHashingTests
{
    [Fact]
    public async Task A_flood_is_turned_away_at_once_and_those_who_give_up_make_room()
    {
        using var hashing = new PasswordHashing(new() { DataPath = string.Empty });
        using var patience = new CancellationTokenSource();
        var flood = Enumerable.Range(0, 200).Select(_ => hashing.CreateAsync("p", patience.Token)).ToList();

        var turnedAway = flood.Count(attempt => attempt.Exception?.InnerException is RefusedException { Code: "ServerBusy" });
        await patience.CancelAsync();
        await Task.WhenAll(flood.Select(attempt => attempt.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(200 - 64, turnedAway);
        Assert.True(PasswordHash.Verify("p", await hashing.CreateAsync("p", TestContext.Current.CancellationToken)));
    }
}
