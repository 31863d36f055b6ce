using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Importing;

/// <summary>A long range is imported part by part, and everything that comes of it is as if it had been imported at once.</summary>
public sealed class ImportPartsTests
{
    private const int Days = 40;

    private const string Keys =
        "SeparatorCharacter=3\nGroupColumn=1\nDateColumn=2\nTimeColumn=3\nInterval=15\nAHTColumn=6\nColumnNames=Queue;Date;Time;Offered;Handled;AHT\nAHTWeightColumn=5\n"
        + "Groups=A;B\nDateOrder=dmy\nDeleteImportFiles=1\nDestination=done\n";

    private const string Map = "WFM:1:2:1001=CSV:A:Offered\nWFM:1:2:1002=CSV:B:AHT\n"
        + "WFM:1:3:1001=CSV2:A:Offered\nWFM:1:3:1001=CSV:A:Offered\nWFM:1:3:1002=CSV:B:Handled\nWFM:1:3:1002=CSV2:B:Handled\n";

    // The clock is set back on its seventh day.
    private static readonly LocalDate First = new(2014, 10, 20);

    private enum FileKind
    {
        Ordinary,
        Backward,
        Shuffled,
        FarDayInTheMiddle,
        BrokenRows,
        OtherDays,
        OtherQueues,
        Empty,
    }

    [Fact]
    public void Any_files_give_the_same_in_parts_as_at_once()
    {
        var file = Gen.Choose(0, 7).SelectMany(kind => Gen.Choose(-3, Days + 2).SelectMany(day => Gen.Choose(1, 6).SelectMany(length => Gen.Choose(0, 1000).Select(seed
            => (Kind: (FileKind)kind, Day: day, Length: length, Seed: seed)))));
        var folders = file.ListOf().SelectMany(files => Gen.Choose(0, 7).Select(choices => (Files: files.ToList(), IsInOrder: choices % 2 == 0, WritesAlways: choices / 2 % 2 == 0, IsDryRun: choices == 7)));
        var repeated = 0;

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(folders.ToArbitrary(), folder =>
        {
            // Whatever else there is, one file has a row of the first day behind rows of much later ones.
            List<(FileKind Kind, int Day, int Length, int Seed)> all =
                [.. new[] { 0, 10, 20, 35 }.Select(day => (FileKind.Ordinary, day, 1, day)), (FileKind.FarDayInTheMiddle, 30, 1, 0), .. folder.Files];
            var files = (folder.IsInOrder ? all.OrderBy(item => item.Day).ToList() : all)
                .Select((item, i) => ($"{(i % 3 == 2 ? "in2" : "in")}/{i:000}.csv", Write(item.Kind, item.Day, item.Length, item.Seed))).ToList();
            var whole = Import(files, CallDataImportOptions.MaximumDays, folder.WritesAlways, folder.IsDryRun);
            var parts = Import(files, 3, folder.WritesAlways, folder.IsDryRun);
            repeated += parts.Repeated;
            Assert.Equal(0, whole.Repeated);
            Assert.Equal(whole.Lines, parts.Lines);
        }));

        Assert.True(repeated > 0, "No day had to be uploaded twice.");
    }

    [Fact]
    public void A_file_whose_middle_has_a_day_of_long_before_makes_that_day_complete_again()
    {
        // Without a file of its own that day has stored values and no data at first, and some data then.
        var files = Enumerable.Range(0, Days).Where(day => day != 5).Select(day => ($"in/{day:000}.csv", day == 35 ? Write(FileKind.FarDayInTheMiddle, day, 1, seed: 5) : Write(FileKind.Ordinary, day, 1, day))).ToList();

        var whole = Import(files, CallDataImportOptions.MaximumDays, writesAlways: true, isDryRun: false);
        var parts = Import(files, 3, writesAlways: true, isDryRun: false);

        Assert.Equal(whole.Lines, parts.Lines);

        // Once for each external system that has targets of the first one's values.
        Assert.Equal((0, 2), (whole.Repeated, parts.Repeated));
    }

    [Fact]
    public async Task No_more_days_are_held_than_a_part_and_what_may_come_late()
    {
        using var folder = new TemporaryFolder();
        using var server = new MergingTarget();
        for (var day = 0; day < 100; day++)
        {
            folder.Write($"in/{day:000}.csv", Write(FileKind.Ordinary, day, 1, day));
        }

        folder.Write("isps_ul.ini", "[General]\n[CSV]\nSource=in\n" + Keys.Replace("DeleteImportFiles=1\nDestination=done\n", string.Empty, StringComparison.Ordinal));
        var mappings = AcdMap.Parse(Encoding.UTF8.GetBytes("WFM:1:2:1001=CSV:A:Offered\n"), folder["acd_map.ini"]).Mappings;
        var recorder = new ImportRecorder();
        var report = new ImportReport(recorder, recorder);
        var plan = ImportPlan.Make(new ImportConfiguration(folder.Path), mappings, server, report);
        var held = new List<int>();
        var counting = new ImportReport(new DayCounter(() => held.Add(plan.Sources[0].Values!.DaysHeld)), recorder);
        var options = new CallDataImportOptions { StartDate = First, Days = 100, DaysOfPart = 10 };

        var result = Assert.Single(await new ServerEntryImport(folder.Path, "WFM", plan, server, options, writeAlways: false, counting)
            .RunAsync(ProgressShare.Whole, [], TestContext.Current.CancellationToken));

        Assert.Equal(100, result.Targets.Count);
        Assert.Equal(100, server.Arrived.Count);

        // The part, two days that may come late, and none of the day before or after.
        Assert.InRange(held.Max(), 10, 13);
        Assert.Equal(0, plan.Sources[0].Values!.DaysHeld);
    }

    [Fact]
    public async Task Breaking_off_between_parts_leaves_whole_days_on_the_server_and_all_files_where_they_are()
    {
        using var cancellation = new CancellationTokenSource();
        using var folder = new TemporaryFolder();
        var arriving = 0;
        using var server = new MergingTarget
        {
            Arriving = _ =>
            {
                if (Interlocked.Increment(ref arriving) == 15)
                {
                    cancellation.Cancel();
                }
            },
        };
        var files = Enumerable.Range(0, Days).Select(day => ($"in/{day:000}.csv", Write(FileKind.Ordinary, day, 1, day))).ToList();
        var whole = Import(files, CallDataImportOptions.MaximumDays, writesAlways: false, isDryRun: false);
        using var before = new MergingTarget();
        StoreBefore(before);
        StoreBefore(server);
        Prepare(folder, files, writesAlways: false);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(folder, new ImportRecorder(), server, 3, isDryRun: false, cancellation.Token));

        Assert.InRange(server.Arrived.Count, 1, Days - 1);
        Assert.Empty(server.Stored.Except(whole.Lines).Except(before.Stored));
        Assert.Equal(Days, Directory.GetFiles(folder["in"]).Length);
    }

    [Fact]
    public async Task A_file_that_is_gone_when_a_day_must_be_read_again_is_a_failure_and_the_others_stay()
    {
        using var folder = new TemporaryFolder();
        using var server = new MergingTarget
        {
            Arriving = upload =>
            {
                if (upload.Vectors[0].Day == First.PlusDays(20))
                {
                    File.Delete(folder["in/005.csv"]);
                }
            },
        };
        Prepare(
            folder,
            [.. Enumerable.Range(0, Days).Select(day => ($"in/{day:000}.csv", Write(day == 35 ? FileKind.FarDayInTheMiddle : FileKind.Ordinary, day, 1, seed: 5)))],
            writesAlways: false);
        var recorder = new ImportRecorder();

        await RunAsync(folder, recorder, server, 3, isDryRun: false, TestContext.Current.CancellationToken);

        var failure = Assert.Single(recorder.Failures).Failure;
        Assert.Equal(("SourceFileNotReadAgain", folder["in/005.csv"]), (failure.ErrorId, failure.FilePath));
        Assert.DoesNotContain("The other files were", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Days - 1, Directory.GetFiles(folder["in"]).Length);
    }

    private static Outcome Import(IReadOnlyList<(string Path, string Text)> files, int daysOfPart, bool writesAlways, bool isDryRun)
    {
        using var folder = new TemporaryFolder();
        using var server = new MergingTarget();
        StoreBefore(server);
        Prepare(folder, files, writesAlways);
        var recorder = new ImportRecorder();
        var results = RunAsync(folder, recorder, server, daysOfPart, isDryRun, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        Assert.True(recorder.Fractions.SequenceEqual(recorder.Fractions.Order()), "The progress goes back.");
        Assert.All(recorder.Fractions, fraction => Assert.InRange(fraction, 0, 1));
        List<string> lines =
        [
            .. server.Stored,
            .. results.SelectMany(result => new[]
            {
                $"{result.ExternalSystem} {result.RowsRead} {result.RowsSkipped} {result.RowsOutsideDays} {result.ValuesWritten} {result.ScriptErrors} {result.IsDryRun}",
            }.Concat(result.Targets.Select(day => $"{day.Day:o} {day}")).Concat(result.Overwritten.Select(day => $"{day.Day:o} {day}"))
                .Concat(result.Files.Select(file => $"{file.Path} {file.Rows} {file.Action} {file.Message} {file.MovedTo}")).Concat(result.Warnings.Where(IsSame))),
            .. recorder.Failures.Select(failure => failure.ExternalSystem + failure.Failure.Message),
            .. recorder.Warnings.Where(IsSame).Order(StringComparer.Ordinal),
            .. recorder.Log.Where(IsSame).Order(StringComparer.Ordinal),
            .. Directory.GetFiles(folder.Path, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        ];
        return new Outcome([.. lines.Select(line => line.Replace(folder.Path, string.Empty, StringComparison.Ordinal))], server.Arrived.Count - server.Arrived.Distinct().Count());

        // A day that is uploaded twice is told to replace values by 0 when it does, and that it is read again is in the log.
        static bool IsSame(string text) => !text.Contains("WriteAlways", StringComparison.Ordinal) && !text.Contains("once more", StringComparison.Ordinal);
    }

    private static void StoreBefore(MergingTarget server)
    {
        foreach (var day in new[] { 1, 5, 6, 20, 35 })
        {
            server.Store(2, 1001, First.PlusDays(day), [.. Enumerable.Range(0, day == 6 ? 100 : 96).Select(interval => interval % 7 == 0 ? 100 : DayVector.NoData)]);
        }
    }

    private static void Prepare(TemporaryFolder folder, IReadOnlyList<(string Path, string Text)> files, bool writesAlways)
    {
        foreach (var name in new[] { "in", "in2", "done" })
        {
            Directory.CreateDirectory(folder[name]);
        }

        folder.Write("isps_ul.ini", $"[General]\nWriteAlways={(writesAlways ? 1 : 0)}\n[DB]\n1=WFM,0,u,p\n[CSV]\nSource=in\n{Keys}[CSV2]\nSource=in2\n{Keys}");
        folder.Write("acd_map.ini", Map);
        foreach (var (path, text) in files)
        {
            File.SetLastWriteTimeUtc(folder.Write(path, text), new DateTime(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
    }

    private static Task<IReadOnlyList<ImportResult>> RunAsync(
        TemporaryFolder folder, ImportRecorder recorder, IImportTarget server, int daysOfPart, bool isDryRun, CancellationToken cancellationToken) => CallDataImport.RunAsync(
        new ImportConfiguration(folder.Path),
        new CallDataImportOptions { StartDate = First, Days = Days, DaysOfPart = daysOfPart, DryRun = isDryRun },
        new ImportReport(recorder, recorder),
        (_, _) => Task.FromResult(server),
        Instant.FromUtc(2026, 1, 1, 0, 0),
        cancellationToken);

    /// <summary>Rows of some days, more than a look at both ends of the file sees.</summary>
    private static string Write(FileKind kind, int day, int length, int seed)
    {
        var random = new Random(seed);
        if (kind == FileKind.Empty)
        {
            return string.Empty;
        }

        var first = kind == FileKind.OtherDays ? First.PlusDays(day % 2 == 0 ? -50 : 100) : First.PlusDays(day);
        var groups = kind == FileKind.OtherQueues ? new[] { "A", "Other" } : ["A", "B"];
        var rows = Enumerable.Range(0, length).SelectMany(i => Enumerable.Range(0, Math.Max(100, 400 / length)).Select(row
            => Row(random, first.PlusDays(i), row / 2 % 96, groups[row % 2]))).ToList();
        switch (kind)
        {
            case FileKind.Backward:
                rows.Reverse();
                break;
            case FileKind.Shuffled:
                rows = [.. rows.OrderBy(_ => random.Next())];
                break;
            case FileKind.FarDayInTheMiddle:
                rows.InsertRange(rows.Count / 2, Enumerable.Range(0, 5).Select(_ => Row(random, First.PlusDays(seed % Days), random.Next(96), "A")));
                break;
            case FileKind.BrokenRows:
                rows.InsertRange(rows.Count / 2, ["A;31.02.2014;08:00;1;1;1", "A;23.10.2014;25:00;1;1;1", "A;23.10.2014;08:00;x;1;1", "A;\"23.10.2014;08:00;1;1;1", "A"]);
                break;
        }

        return string.Concat(rows.Select(row => row + "\n"));
    }

    private static string Row(Random random, LocalDate day, int interval, string group)
        => string.Create(CultureInfo.InvariantCulture, $"{group};{day:dd'.'MM'.'uuuu};{interval / 4:00}:{interval % 4 * 15:00};{random.Next(30)};{random.Next(30)};{random.Next(600)}");

    private sealed record Outcome(IReadOnlyList<string> Lines, int Repeated);

    /// <summary>Looks on while days are written.</summary>
    private sealed class DayCounter(Action count) : IImportObserver
    {
        public void Progressed(ImportProgress progress) => count();

        public void StepDone(string message)
        {
        }

        public void Warned(string message)
        {
        }

        public void Failed(string externalSystem, XlinkException failure) => Assert.Fail(failure.Message);
    }
}
