using System;
using System.Linq;
using NodaTime;
using Xlink.Configuration;
using Xlink.Importing;
using Xlink.Services.AutomaticImports;

namespace Xlink.Core.Tests.Services.AutomaticImports;

public sealed class ScheduledImportTests : IDisposable
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Instant Noon = At(23, 12, 0);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_was_due_while_no_service_ran_is_due_at_its_start()
    {
        var import = Make(new ScheduleProgress(ImportKind.CallData, At(20, 12, 0).ToDateTimeUtc(), MissingFrom: null, MissingTo: null));

        Assert.Equal(Days(20, 22), import.FindDaysDue(Noon, Berlin));
    }

    [Fact]
    public void Days_of_which_something_was_missing_are_tried_again_until_they_are_complete()
    {
        var import = Make();
        Assert.Null(import.FindDaysDue(Noon, Berlin));
        Assert.Equal(Days(23, 23), import.FindDaysDue(At(24, 0, 5), Berlin));

        import.Ended(At(24, 0, 5), Days(23, 23), isComplete: false);
        Assert.Null(import.FindDaysDue(At(24, 0, 5), Berlin));
        Assert.InRange(import.GetWait(At(24, 0, 5), Berlin)!.Value, Duration.FromSeconds(48), Duration.FromSeconds(72));
        Assert.Equal(Days(23, 23), import.FindDaysDue(At(24, 0, 7), Berlin));

        import.Ended(At(24, 0, 7), Days(23, 23), isComplete: true);
        Assert.Null(import.FindDaysDue(At(24, 23, 0), Berlin));
    }

    [Fact]
    public void The_schedule_goes_on_while_something_is_missing_and_what_is_missing_grows()
    {
        var import = Make();
        import.Ended(At(24, 0, 5), Days(23, 23), isComplete: false);

        Assert.Equal(Days(24, 24), import.FindDaysDue(At(25, 0, 5), Berlin));
        import.Ended(At(25, 0, 5), Days(24, 24), isComplete: false);

        Assert.Equal(Days(23, 24), import.FindDaysDue(At(25, 2, 0), Berlin));
        import.Ended(At(25, 2, 0), Days(23, 24), isComplete: true);
        Assert.Equal((null, null), (import.Progress.MissingFrom, import.Progress.MissingTo));
    }

    [Fact]
    public void A_complete_import_of_some_of_the_missing_days_leaves_the_others_missing()
    {
        var import = Make();
        import.Ended(At(24, 0, 5), Days(21, 23), isComplete: false);
        import.Ended(At(25, 0, 5), Days(23, 24), isComplete: true);

        Assert.Equal(Days(21, 23), import.FindDaysDue(At(25, 2, 0), Berlin));
    }

    [Fact]
    public void Days_older_than_31_days_are_given_up_and_named_once()
    {
        var import = Make();
        import.Ended(At(24, 0, 5), Days(23, 24), isComplete: false);
        Assert.Null(import.TakeDropped());

        import.FindDaysDue(At(24, 1, 0) + Duration.FromDays(31), Berlin);
        Assert.Equal(new LocalDate(2014, 12, 24), import.Progress.MissingFrom);
        Assert.Equal(Days(23, 23), import.TakeDropped());
        import.FindDaysDue(At(24, 1, 0) + Duration.FromDays(32), Berlin);
        Assert.Null(import.Progress.MissingFrom);
        Assert.Equal(Days(24, 24), import.TakeDropped());
        Assert.Null(import.TakeDropped());
    }

    [Fact]
    public void Days_that_were_due_more_than_31_days_ago_are_named_when_the_later_ones_have_been_imported()
    {
        var import = Make(new ScheduleProgress(ImportKind.CallData, At(1, 12, 0).ToDateTimeUtc(), MissingFrom: null, MissingTo: null));
        var now = At(10, 12, 0) + Duration.FromDays(31);

        // At 00:05 of the 11th the 10th was due; what was due before is too long ago.
        var days = import.FindDaysDue(now, Berlin)!;
        Assert.Equal(new LocalDate(2014, 12, 10), days.Start);
        import.Failed(now);
        Assert.Null(import.TakeDropped());

        import.Ended(now, days, isComplete: true);
        Assert.Equal(Days(1, 9), import.TakeDropped());
        import.FindDaysDue(now, Berlin);
        Assert.Null(import.TakeDropped());
    }

    [Fact]
    public void Attempts_come_in_growing_pauses_each_a_little_different()
    {
        var import = Make();
        var now = At(24, 0, 5);
        var pauses = Enumerable.Range(0, 12).Select(_ =>
        {
            import.Failed(now);
            var wait = import.GetWait(now, Berlin)!.Value;
            Assert.Null(import.FindDaysDue(now + wait - Duration.FromSeconds(1), Berlin));
            now += wait;
            Assert.NotNull(import.FindDaysDue(now, Berlin));
            return wait.TotalSeconds;
        }).ToList();

        double[] middles = [5, 10, 20, 40, 80, 160, 300, 300, 300, 300, 300, 300];
        Assert.All(pauses.Zip(middles), pause => Assert.InRange(pause.First, pause.Second * 0.8, pause.Second * 1.2));
        Assert.True(pauses.TakeLast(6).Distinct().Count() > 1);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_put_off_another_attempt_for_longer_than_the_longest_pause()
    {
        var import = Make();
        import.Ended(At(24, 0, 5) + Duration.FromDays(365), Days(23, 23), isComplete: false);

        import.FindDaysDue(At(24, 0, 5), Berlin);

        Assert.InRange(import.GetWait(At(24, 0, 5), Berlin)!.Value, Duration.Zero, Duration.FromMinutes(73));
    }

    [Fact]
    public void Progress_is_written_after_imports_and_otherwise_once_an_hour()
    {
        var journal = ScheduleJournal.Load(folder.Path);
        Assert.Null(journal.Find(ImportKind.CallData));

        Assert.True(SaveAndReload(journal, Noon, isImportant: false));
        Assert.False(SaveAndReload(journal, Noon + Duration.FromMinutes(59), isImportant: false));
        Assert.True(SaveAndReload(journal, Noon + Duration.FromMinutes(61), isImportant: false));
        Assert.True(SaveAndReload(journal, Noon + Duration.FromMinutes(62), isImportant: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[{")]
    [InlineData("[{\"kind\":\"Nonsense\",\"doneUtc\":\"2014-12-23T00:00:00Z\"}]")]
    public void A_damaged_journal_is_an_error_that_names_the_file(string text)
    {
        folder.Write("isps_schedule.journal", text);

        var error = Assert.Throws<XlinkException>(() => ScheduleJournal.Load(folder.Path));

        Assert.Equal(("ScheduleJournalDamaged", folder["isps_schedule.journal"]), (error.ErrorId, error.FilePath));
    }

    public void Dispose() => folder.Dispose();

    private static Instant At(int day, int hour, int minute)
        => new LocalDateTime(2014, 12, day, hour, minute).InZoneStrictly(Berlin).ToInstant();

    private static DateInterval Days(int first, int last) => new(new LocalDate(2014, 12, first), new LocalDate(2014, 12, last));

    private ScheduledImport Make(ScheduleProgress? progress = null)
    {
        folder.Write("isps_ul.ini", "[General]\nCallDataImport=daily\nCallDataImportTime=00:05\n");
        var import = new ScheduledImport(progress ?? new ScheduleProgress(ImportKind.CallData, Noon.ToDateTimeUtc(), MissingFrom: null, MissingTo: null));
        Assert.Null(import.ReadSchedule(new(() => IspsUlConfiguration.Load(folder.Path).Document.FindSection("General"))));
        return import;
    }

    private bool SaveAndReload(ScheduleJournal journal, Instant now, bool isImportant)
    {
        var progress = new ScheduleProgress(ImportKind.CallData, now.ToDateTimeUtc(), new LocalDate(2014, 12, 20), new LocalDate(2014, 12, 21));
        journal.Save([progress], isImportant);
        return ScheduleJournal.Load(folder.Path).Find(ImportKind.CallData) == progress;
    }
}
