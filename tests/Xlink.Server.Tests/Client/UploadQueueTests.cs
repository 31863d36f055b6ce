using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Credentials;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Client;

/// <summary>Uploads that wait for each other go in one request, to servers that take that.</summary>
public sealed class UploadQueueTests
{
    private static readonly CallDataReceipt Receipt = new() { Vectors = 1, ValuesWritten = 2, VectorsReplaced = 3 };

    private readonly List<string> sent = [];
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_go_at_once_and_sixteen_together_of_those_that_wait()
    {
        var queue = new UploadQueue(SendAsync);

        var all = Enumerable.Range(0, 20).Select(i => queue.SendAsync($"{i:00}", default, Cancellation)).ToList();
        Assert.Equal(["00", "01"], sent);
        gate.SetResult();

        await Task.WhenAll(all);
        Assert.Equal(["00", "01", "02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17", "18 19"], sent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Large_ones_do_not_go_together()
    {
        var queue = new UploadQueue(SendAsync);
        int[] lengths = [1, 1, 200, 200, 200, 700, 100, 400];

        var all = lengths.Select((length, i) => queue.SendAsync($"{i}", new(new byte[length * 1024]), Cancellation)).ToList();
        gate.SetResult();

        await Task.WhenAll(all);
        Assert.Equal(["0", "1", "2 3", "4", "5", "6 7"], sent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_to_be_sent_alone_is_and_fails_alone()
    {
        var queue = new UploadQueue(async (batch, _) =>
        {
            await gate.Task;
            Assert.False(batch.Count == 1 && batch[0].IdempotencyKey == "3", "refused");
            return [.. batch.Select(upload => batch.Count > 1 && upload.IdempotencyKey is "3" or "4" ? null : Receipt)];
        });

        var all = Enumerable.Range(0, 6).Select(i => queue.SendAsync($"{i}", default, Cancellation)).ToList();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => all[3]);
        Assert.Equal(Enumerable.Repeat(Receipt, 5), await Task.WhenAll(all.Where((_, i) => i != 3)));
    }

    [Fact]
    public async Task Who_has_cancelled_is_not_sent_and_keeps_nobody_else_waiting()
    {
        var queue = new UploadQueue(SendAsync);
        using var impatience = new CancellationTokenSource();

        var first = Enumerable.Range(0, 3).Select(i => queue.SendAsync($"{i}", default, Cancellation)).ToList();
        var cancelled = queue.SendAsync("cancelled", default, impatience.Token);
        var last = queue.SendAsync("last", default, Cancellation);
        await impatience.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await Task.WhenAll([.. first, last]);
        Assert.DoesNotContain("cancelled", string.Join(' ', sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_an_older_server_each_goes_alone()
    {
        var receipt = ScriptedServer.Json("""{"vectors":1,"valuesWritten":96,"vectorsReplaced":0}""");
        await using var server = new ScriptedServer(
            ScriptedServer.Json(ScriptedServer.Info),
            ScriptedServer.Json(ScriptedServer.Login),
            receipt,
            receipt,
            ScriptedServer.Answer("404 Not Found", "application/problem+json", """{"status":404,"code":"RouteNotFound","detail":"?"}"""),
            receipt);
        using var client = await WfmServerClient.LoginAsync(server.Url, "u", Secret.From("p"), options: null, Cancellation);

        // Two alone, the others together, which it does not take, then these one by one; and nothing together any more.
        var receipts = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => UploadAsync(client, i)));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => UploadAsync(client, i)));

        Assert.All(receipts, one => Assert.Equal(96, one.ValuesWritten));
        Assert.Single(server.Requests, request => request.StartsWith("POST /api/v1/call-data/batch ", StringComparison.Ordinal));
        Assert.Equal(20, server.Requests.Count(request => request.StartsWith("POST /api/v1/call-data ", StringComparison.Ordinal)));
    }

    private static Task<CallDataReceipt> UploadAsync(WfmServerClient client, int number) => client.UploadCallDataAsync(
        new()
        {
            ExternalSystem = "CSV",
            Vectors = [new() { QueueId = 2, ValueTypeId = 1001, Day = new LocalDate(2014, 12, 1).PlusDays(number), IntervalMinutes = 15, Values = new int[96] }],
        },
        $"k{number}",
        Cancellation);

    private async Task<IReadOnlyList<CallDataReceipt?>> SendAsync(IReadOnlyList<UploadQueue.Upload> batch, CancellationToken cancellationToken)
    {
        lock (sent)
        {
            sent.Add(string.Join(' ', batch.Select(upload => upload.IdempotencyKey)));
        }

        await gate.Task;
        return [.. batch.Select(_ => Receipt)];
    }
}
