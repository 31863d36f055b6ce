using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Tests.Api;

public sealed class CallDataTests
{
    private const int NoData = DayVector.NoData;
    private static readonly LocalDate Day = new(2014, 12, 23);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_uploaded_is_read_back()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var values = Enumerable.Range(0, 96).Select(i => i % 7 == 3 ? NoData : (i - 50) * 123_457).ToArray();
        values[10] = int.MaxValue;
        values[11] = int.MinValue + 1;

        var receipt = await site.UploadAsync(site.Vector(0, Day, values));

        Assert.Equal(new CallDataReceipt { Vectors = 1, ValuesWritten = values.Count(value => value != NoData), VectorsReplaced = 0 }, receipt);
        var stored = Assert.Single(await site.ReadAsync(0, Day, Day));
        Assert.Equal(values, stored.Values);
        Assert.Equal((Day, 15, site.Queues[0].Id, 1001, 0), (stored.Day, stored.IntervalMinutes, stored.QueueId, stored.ValueTypeId, stored.Version));
    }

    [Fact]
    public async Task Intervals_without_data_leave_what_is_stored()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        await site.UploadAsync(site.Vector(0, Day, Hours(0, 100, 1, 200, 2, 300), 60));

        var receipt = await site.UploadAsync(site.Vector(0, Day, Hours(1, 0, 3, 400), 60));

        Assert.Equal(2, receipt.ValuesWritten);
        Assert.Equal(Hours(0, 100, 1, 0, 2, 300, 3, 400), await site.ValuesAsync(0, Day));
    }

    [Fact]
    public async Task What_is_stored_already_counts_as_written()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");

        var first = await site.UploadAsync(site.Vector(0, Day, 96, 100));
        Assert.Equal(first, await site.UploadAsync(site.Vector(0, Day, 96, 100)));
        Assert.Equal(Enumerable.Repeat(100, 96), await site.ValuesAsync(0, Day));
    }

    [Fact]
    public async Task WriteAlways_overwrites_with_zero_where_there_is_no_data()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        await site.UploadAsync(site.Vector(0, Day, Hours(0, 100, 1, 200), 60));

        var receipt = await site.UploadAsync(writeAlways: true, site.Vector(0, Day, Hours(1, 500), 60));

        var expected = new int[24];
        expected[1] = 500;
        Assert.Equal(24, receipt.ValuesWritten);
        Assert.Equal(expected, await site.ValuesAsync(0, Day));
    }

    [Fact]
    public async Task Another_interval_length_replaces_the_day_as_a_whole()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline", "Other");
        await site.UploadAsync(site.Vector(0, Day, 96, 100), site.Vector(1, Day, 96, 100));

        var receipt = await site.UploadAsync(site.Vector(0, Day, Hours(5, 700), 60), site.Vector(1, Day, 96, 1));

        Assert.Equal((2, 1 + 96, 1), (receipt.Vectors, receipt.ValuesWritten, receipt.VectorsReplaced));
        Assert.Equal(Hours(5, 700), await site.ValuesAsync(0, Day));
    }

    [Fact]
    public async Task A_vector_without_any_value_destroys_nothing_even_of_another_length()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline", "Other");
        await site.UploadAsync(site.Vector(0, Day, 96, 100));

        var receipt = await site.UploadAsync(site.Vector(0, Day, 24, NoData, 60), site.Vector(1, Day, 96, NoData));

        Assert.Equal(new CallDataReceipt { Vectors = 0, ValuesWritten = 0, VectorsReplaced = 0 }, receipt);
        Assert.Equal(Enumerable.Repeat(100, 96), await site.ValuesAsync(0, Day));
        Assert.Empty(await site.ReadAsync(1, Day, Day));
    }

    [Fact]
    public async Task Value_types_and_versions_are_kept_apart()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var queue = site.Queues[0];
        var aht = site.Vector(0, Day, 96, 18000) with { ValueTypeId = queue.ValueTypes[1].Id };
        var forecast = site.Vector(0, Day, 96, 900) with { Version = 3 };

        await site.UploadAsync(site.Vector(0, Day, 96, 100), aht, forecast);

        Assert.Equal([100, 18000], (await site.ReadAsync(0, Day, Day)).Select(vector => vector.Values[0]));
        Assert.Equal([18000], (await admin.GetDayVectorsAsync(queue.Id, aht.ValueTypeId, Day, Day, 0, Cancellation)).Select(vector => vector.Values[0]));
        Assert.Equal([900], (await admin.GetDayVectorsAsync(queue.Id, valueTypeId: null, Day, Day, 3, Cancellation)).Select(vector => vector.Values[0]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_day_of_many_vectors_is_stored_as_they_come_one_by_one(bool writeAlways)
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        const int count = 100;
        int[] ValuesOf(int number) => [.. Enumerable.Range(0, 96).Select(i => number % 10 == 3 && i % 4 == 1 ? DayVector.NoData : (number * 1000) + i)];
        CallDataUpload Upload(int step) => new()
        {
            ExternalSystem = "CSV",
            WriteAlways = writeAlways,
            Vectors = [.. Enumerable.Range(0, count).Where(number => number % step == 0).Select(number => site.Vector(0, Day, ValuesOf(number)) with { Version = number })],
        };

        // Some of the day first: then all of it comes to a day that has rows; another day gets all at once.
        await admin.UploadCallDataAsync(Upload(step: 3), "some", Cancellation);
        var over = await admin.UploadCallDataAsync(Upload(step: 1), "all", Cancellation);
        var once = await admin.UploadCallDataAsync(
            Upload(step: 1) with { Vectors = [.. Upload(step: 1).Vectors.Select(vector => vector with { Day = Day.PlusDays(1) })] }, "other-day", Cancellation);

        Assert.Equal((count, 0), (once.Vectors, once.VectorsReplaced));
        Assert.Equal((once.Vectors, once.ValuesWritten), (over.Vectors, over.ValuesWritten));
        for (var number = 0; number < count; number++)
        {
            var stored = await admin.GetDayVectorsAsync(site.Queues[0].Id, valueTypeId: null, Day, Day.PlusDays(1), number, Cancellation);
            var expected = ValuesOf(number).Select(value => value == DayVector.NoData && writeAlways ? 0 : value);
            Assert.Equal([Day, Day.PlusDays(1)], stored.Select(vector => vector.Day));
            Assert.All(stored, vector => Assert.Equal(expected, vector.Values));
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", 2024, 3, 31, 15, 92)]
    [InlineData("Europe/Berlin", 2024, 10, 27, 15, 100)]
    [InlineData("Europe/Berlin", 2024, 10, 26, 15, 96)]
    [InlineData("America/New_York", 2024, 3, 10, 30, 46)]
    [InlineData("America/New_York", 2024, 11, 3, 60, 25)]
    [InlineData("Australia/Lord_Howe", 2024, 10, 6, 30, 47)]
    [InlineData("Australia/Lord_Howe", 2024, 4, 7, 30, 49)]
    [InlineData("Australia/Lord_Howe", 2024, 4, 7, 60, 25)]
    [InlineData("Africa/Lagos", 2024, 3, 31, 15, 96)]
    public async Task A_day_is_as_long_as_it_is_in_the_zone_of_the_server(string zone, int year, int month, int day, int minutes, int intervals)
    {
        await using var server = await TestServer.StartAsync(options => options with { TimeZone = zone });
        using var admin = await server.LoginAsync();
        Assert.Equal(zone, admin.Info.TimeZone);
        var site = await Site.CreateAsync(admin, "Hotline");
        var date = new LocalDate(year, month, day);

        foreach (var wrong in new[] { intervals - 1, intervals + 1, 0 })
        {
            var error = await Assert.ThrowsAsync<XlinkException>(() => site.UploadAsync(site.Vector(0, date, wrong, 100, minutes)));
            Assert.Equal("DayLengthWrong", UserTests.ServerCode(error));
            Assert.Contains(intervals + " intervals", error.Message, StringComparison.Ordinal);
            Assert.Contains(wrong + " are given", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(intervals, (await site.UploadAsync(site.Vector(0, date, intervals, 100, minutes))).ValuesWritten);
    }

    [Fact]
    public async Task One_bad_vector_stores_nothing_of_the_upload()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var good = site.Vector(0, Day, 96, 100);
        (string Code, DayVector[] Vectors)[] uploads =
        [
            ("ValueTypeNotInQueue", [good, good with { QueueId = 999 }]),
            ("ValueTypeNotInQueue", [good, good with { ValueTypeId = 999 }]),
            ("ValueTypeNotInQueue", [good with { QueueId = WfmQueue.RootId }]),
            ("VectorDoubled", [good, good]),
            ("DaysDiffer", [good, good with { Version = 1, Day = Day.PlusDays(1) }]),
            ("IntervalLengthUnsupported", [good, good with { Version = 1, IntervalMinutes = 7 }]),
            ("IntervalLengthUnsupported", [good with { IntervalMinutes = 0 }]),
            ("IntervalLengthUnsupported", [good with { IntervalMinutes = -15 }]),
            ("IntervalLengthUnsupported", [good with { IntervalMinutes = 120 }]),
            ("DayOutOfRange", [good with { Day = new(1899, 12, 31) }]),
            ("DayOutOfRange", [good with { Day = new(9999, 12, 31) }]),
            ("DayOutOfRange", [good with { Day = new(-44, 3, 15) }]),
        ];

        foreach (var (code, vectors) in uploads)
        {
            var error = await Assert.ThrowsAsync<XlinkException>(() => site.UploadAsync(vectors));
            Assert.Equal((code, vectors[^1]), (UserTests.ServerCode(error)!, vectors[^1]));
        }

        Assert.Empty(await site.ReadAsync(0, Day, Day));
    }

    [Fact]
    public async Task The_external_system_must_exist_and_deliver_call_data()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        await admin.CreateExternalSystemAsync(new() { Name = "Agents", Type = ExternalSystemType.Csv, TimeLink = true }, Cancellation);

        foreach (var (name, code) in new[] { ("Nobody", "ExternalSystemUnknown"), ("Agents", "PhoneLinkMissing") })
        {
            var error = await Assert.ThrowsAsync<XlinkException>(
                () => admin.UploadCallDataAsync(new() { ExternalSystem = name, Vectors = [site.Vector(0, Day, 96, 100)] }, "key", Cancellation));
            Assert.Equal(code, UserTests.ServerCode(error));
        }

        await admin.UploadCallDataAsync(new() { ExternalSystem = "csv", Vectors = [site.Vector(0, Day, 96, 100)] }, "key", Cancellation);
    }

    [Fact]
    public async Task The_same_key_and_content_gives_the_first_receipt_and_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        await site.UploadAsync(site.Vector(0, Day, 24, 500, 60));
        var upload = new CallDataUpload { ExternalSystem = "CSV", Vectors = [site.Vector(0, Day, 96, 100)] };
        var first = await admin.UploadCallDataAsync(upload, "key-1", Cancellation);
        await site.UploadAsync(site.Vector(0, Day, 96, 200));

        var second = await admin.UploadCallDataAsync(upload, "key-1", Cancellation);

        Assert.Equal((1, 96, 1), (first.Vectors, first.ValuesWritten, first.VectorsReplaced));
        Assert.Equal(first, second);
        Assert.All(await site.ValuesAsync(0, Day), value => Assert.Equal(200, value));
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var upload = new CallDataUpload { ExternalSystem = "CSV", Vectors = [site.Vector(0, Day, 96, 100)] };
        await admin.UploadCallDataAsync(upload, "key", Cancellation);

        foreach (var other in new[]
        {
            upload with { WriteAlways = true },
            upload with { Vectors = [site.Vector(0, Day, 96, 101)] },
            upload with { Vectors = [site.Vector(0, Day.PlusDays(1), 96, 100)] },
            upload with { Vectors = [] },
        })
        {
            var error = await Assert.ThrowsAsync<XlinkException>(() => admin.UploadCallDataAsync(other, "key", Cancellation));
            Assert.Equal("IdempotencyKeyReused", UserTests.ServerCode(error));
        }

        Assert.All(await site.ValuesAsync(0, Day), value => Assert.Equal(100, value));
    }

    [Fact]
    public async Task A_refused_upload_does_not_use_its_key_up()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        await Assert.ThrowsAsync<XlinkException>(
            () => admin.UploadCallDataAsync(new() { ExternalSystem = "Nobody", Vectors = [site.Vector(0, Day, 96, 100)] }, "key", Cancellation));

        var receipt = await admin.UploadCallDataAsync(new() { ExternalSystem = "CSV", Vectors = [site.Vector(0, Day, 96, 100)] }, "key", Cancellation);

        Assert.Equal(96, receipt.ValuesWritten);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_thirty_days()
    {
        await using var server = await TestServer.StartAsync(options => options with { TokenLifetime = TimeSpan.FromDays(365) });
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        await admin.UploadCallDataAsync(new() { ExternalSystem = "CSV", Vectors = [site.Vector(0, Day, 96, 100)] }, "key", Cancellation);
        var other = new CallDataUpload { ExternalSystem = "CSV", Vectors = [site.Vector(0, Day, 96, 200)] };

        server.Clock.Now += TimeSpan.FromDays(29);
        await site.UploadAsync();
        await Assert.ThrowsAsync<XlinkException>(() => admin.UploadCallDataAsync(other, "key", Cancellation));
        server.Clock.Now += TimeSpan.FromDays(2);

        Assert.Equal(96, (await admin.UploadCallDataAsync(other, "key", Cancellation)).ValuesWritten);
    }

    [Fact]
    public async Task The_same_upload_many_times_at_once_is_stored_once()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        await site.UploadAsync(site.Vector(0, Day, 24, 500, 60));
        var upload = new CallDataUpload { ExternalSystem = "CSV", Vectors = [site.Vector(0, Day, 96, 100)] };

        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => admin.UploadCallDataAsync(upload, "key", Cancellation)));

        // Only the first upload finds the day of another length that is replaced.
        Assert.All(receipts, receipt => Assert.Equal(1, receipt.VectorsReplaced));
    }

    [Fact]
    public async Task Uploads_at_once_lose_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");

        await Task.WhenAll(Enumerable.Range(0, 24).Select(hour => site.UploadAsync(site.Vector(0, Day, Hours(hour, hour * 100), 60))));

        Assert.Equal(Enumerable.Range(0, 24).Select(hour => hour * 100), await site.ValuesAsync(0, Day));
    }

    [Fact]
    public async Task Members_of_System_import_and_others_only_read()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        await admin.CreateUserAsync(new() { UserName = "xlink", Groups = [WfmUser.SystemGroup], Password = "pass word" }, Cancellation);
        await admin.CreateUserAsync(new() { UserName = "reader", Groups = ["Planners"], Password = "pass word" }, Cancellation);
        var upload = new CallDataUpload { ExternalSystem = "CSV", Vectors = [site.Vector(0, Day, 96, 100)] };
        using var importer = await server.LoginAsync("xlink", "pass word");
        using var reader = await server.LoginAsync("reader", "pass word");

        var error = await Assert.ThrowsAsync<XlinkException>(() => reader.UploadCallDataAsync(upload, "key", Cancellation));
        Assert.Equal(("Forbidden", XlinkErrorCategory.PermissionDenied), (UserTests.ServerCode(error), error.Category));
        await importer.UploadCallDataAsync(upload, "key", Cancellation);

        Assert.Single(await reader.GetDayVectorsAsync(site.Queues[0].Id, valueTypeId: null, Day, Day, 0, Cancellation));
        Assert.Single(await reader.GetQueuesAsync(Cancellation));
        Assert.Single(await reader.GetExternalSystemsAsync(Cancellation));
        Assert.Equal(2, (await reader.GetValueTypesAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task A_range_that_cannot_be_read_is_refused()
    {
        (string Query, string Code)[] ranges =
        [
            ("from=2014-12-23&to=2014-12-22", "DayRangeInvalid"),
            ("from=2014-01-01&to=2015-01-02", "DayRangeInvalid"),
            ("from=23.12.2014&to=2014-12-23", "DayOutOfRange"),
            ("from=2014-02-30&to=2014-12-23", "DayOutOfRange"),
            ("from=9999-12-31&to=9999-12-31", "DayOutOfRange"),
            ("from=2014-12-23", "ParameterInvalid"),
            ("from=2014-12-23&to=2014-12-23&version=x", "ParameterInvalid"),
            ("from=2014-12-23&to=2014-12-23&valueTypeId=99999999999", "ParameterInvalid"),
        ];
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline");
        var token = await server.TokenAsync();

        foreach (var (query, code) in ranges)
        {
            var path = "/api/v1/day-vectors?queueId=" + site.Queues[0].Id.ToString(CultureInfo.InvariantCulture) + "&" + query;
            Assert.Equal((query, code), (query, (await server.SendAsync("GET", path, token: token)).Code));
        }
    }

    [Fact]
    public async Task A_long_range_is_read_in_pieces_by_the_client_in_order_of_days()
    {
        await using var server = await TestServer.StartAsync();
        using var admin = await server.LoginAsync();
        var site = await Site.CreateAsync(admin, "Hotline", "Other");
        var days = new LocalDate[] { new(2010, 1, 1), new(2010, 12, 31), new(2011, 1, 1), new(2011, 1, 2), new(2015, 6, 30) };
        foreach (var day in days)
        {
            await site.UploadAsync(site.Vector(0, day, 24, day.DayOfYear, 60), site.Vector(1, day, 24, 1, 60));
        }

        var stored = await site.ReadAsync(0, days[0], days[^1]);

        Assert.Equal(days, stored.Select(vector => vector.Day));
        Assert.Equal(days.Select(day => day.DayOfYear), stored.Select(vector => vector.Values[0]));
        Assert.Equal(days[1..3], (await site.ReadAsync(0, days[1], days[2])).Select(vector => vector.Day));
    }

    /// <summary>Values of 24 hours from pairs of hour and value; the others have no data.</summary>
    private static int[] Hours(params int[] pairs)
    {
        var values = Enumerable.Repeat(NoData, 24).ToArray();
        foreach (var pair in pairs.Chunk(2))
        {
            values[pair[0]] = pair[1];
        }

        return values;
    }
}
