using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NodaTime;
using Xlink.Importing;
using Xlink.Sources;

namespace Xlink.Core.Tests.Importing;

public sealed class SourceFileDisposalTests : IDisposable
{
    private static readonly LocalDate Day = new(2014, 12, 23);
    private static readonly DateInterval Imported = new(Day, Day);

    private readonly TemporaryFolder folder = new();
    private readonly List<string> log = [];
    private readonly StandingClock clock = new();

    private string Destination => Path.Combine(this.folder.Path, "done");

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void Leaves_files_where_they_are_and_says_nothing()
    {
        var file = MakeFile();

        var outcome = Complete(SourceFileAction.Leave, file);

        Assert.Equal(SourceFileAction.Leave, outcome.Action);
        Assert.True(File.Exists(file.Path));
        Assert.Empty(log);
    }

    [Fact]
    public void Moves_a_file_and_logs_it()
    {
        var file = MakeFile();

        var outcome = Complete(SourceFileAction.Move, file);

        Assert.Equal((SourceFileAction.Move, Path.Combine(Destination, "calls.csv")), (outcome.Action, outcome.MovedTo));
        Assert.False(File.Exists(file.Path));
        Assert.Equal("data", File.ReadAllText(outcome.MovedTo!));
        Assert.Equal(file.LastWriteTimeUtc, File.GetLastWriteTimeUtc(outcome.MovedTo!));
        Assert.Equal([$"{file.Path} moved to {outcome.MovedTo}"], log);
    }

    [Fact]
    public void Gives_a_file_a_number_rather_than_overwrite_another()
    {
        this.folder.Write("done/calls.csv", "first");
        this.folder.Write("done/calls (2).csv/x", "a folder is in the way");

        var outcome = Complete(SourceFileAction.Move, MakeFile());

        Assert.Equal(Path.Combine(Destination, "calls (3).csv"), outcome.MovedTo);
        Assert.Equal("first", File.ReadAllText(Path.Combine(Destination, "calls.csv")));
        Assert.Equal("data", File.ReadAllText(outcome.MovedTo!));
    }

    [Fact]
    public void Moves_to_another_volume_with_all_bytes()
    {
        const string OtherVolume = "/dev/shm";
        Assert.SkipUnless(Directory.Exists(OtherVolume), "There is no second volume here.");
        var destination = Directory.CreateDirectory(Path.Combine(OtherVolume, "xlink-test-" + Guid.NewGuid().ToString("N")));
        try
        {
            var file = MakeFile();

            var outcome = Complete(SourceFileAction.Move, file, destination.FullName);

            Assert.False(File.Exists(file.Path));
            Assert.Equal(["calls.csv"], destination.GetFiles().Select(found => found.Name));
            Assert.Equal(("data", file.LastWriteTimeUtc), (File.ReadAllText(outcome.MovedTo!), File.GetLastWriteTimeUtc(outcome.MovedTo!)));
        }
        finally
        {
            destination.Delete(recursive: true);
        }
    }

    [Fact]
    public void Deletes_a_file_and_logs_it()
    {
        var file = MakeFile();

        Assert.Equal(SourceFileAction.Delete, Complete(SourceFileAction.Delete, file).Action);

        Assert.False(File.Exists(file.Path));
        Assert.Equal([$"{file.Path} deleted"], log);
    }

    [Theory]
    [InlineData(SourceFileAction.Move)]
    [InlineData(SourceFileAction.Delete)]
    public void A_file_that_has_grown_since_it_was_read_stays(SourceFileAction action)
    {
        var file = MakeFile();
        File.AppendAllText(file.Path, "more");
        TemporaryFolder.AwaitClosed(file.Path);
        File.SetLastWriteTimeUtc(file.Path, file.LastWriteTimeUtc);

        AssertStays(action, file, "has changed");
    }

    [Theory]
    [InlineData(SourceFileAction.Move)]
    [InlineData(SourceFileAction.Delete)]
    public void A_file_that_was_written_again_since_it_was_read_stays(SourceFileAction action)
    {
        var file = MakeFile();
        File.SetLastWriteTimeUtc(file.Path, file.LastWriteTimeUtc.AddSeconds(1));

        AssertStays(action, file, "has changed");
    }

    [Fact]
    public void A_file_with_rows_of_other_days_stays()
    {
        AssertStays(SourceFileAction.Move, MakeFile() with { LastDay = Day.PlusDays(1) }, "rows of days that were not imported");
        AssertStays(SourceFileAction.Delete, MakeFile() with { FirstDay = Day.PlusDays(-1) }, "rows of days that were not imported");
    }

    [Fact]
    public void A_file_of_which_nothing_was_used_stays()
        => AssertStays(SourceFileAction.Delete, MakeFile() with { RowsUsed = 0 }, "none of its rows was used");

    [Fact]
    public void A_file_that_was_not_read_stays()
        => AssertStays(SourceFileAction.Delete, MakeFile() with { WasRead = false }, "could not be read");

    [Fact]
    public void A_file_that_is_gone_is_named_and_the_others_are_moved()
    {
        var gone = MakeFile("gone.csv");
        var other = MakeFile("other.csv");
        File.Delete(gone.Path);
        Directory.CreateDirectory(Destination);

        var outcomes = Disposal(SourceFileAction.Move).Complete([gone, other], Imported);

        Assert.Equal([SourceFileAction.Leave, SourceFileAction.Move], outcomes.Select(outcome => outcome.Action));
        Assert.StartsWith(gone.Path + " is gone", log[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_that_has_vanished_keeps_the_files()
    {
        var file = MakeFile();

        var outcome = Disposal(SourceFileAction.Move, Path.Combine(this.folder.Path, "gone")).Complete([file], Imported).Single();

        Assert.Equal(SourceFileAction.Leave, outcome.Action);
        Assert.Equal("data", File.ReadAllText(file.Path));
    }

    [Fact]
    public void A_file_stays_with_one_that_has_rows_of_the_same_day_and_stays()
    {
        var day = new DateInterval(Day, Day.PlusDays(2));
        var stays = MakeFile("a.csv") with { WasRead = true, LastDay = Day.PlusDays(3) };
        var sameDay = MakeFile("b.csv") with { FirstDay = Day.PlusDays(1), LastDay = Day.PlusDays(2) };
        var other = MakeFile("c.csv") with { FirstDay = Day.PlusDays(-1), LastDay = Day.PlusDays(-1) };
        Directory.CreateDirectory(Destination);

        var outcomes = Disposal(SourceFileAction.Move).Complete([sameDay, stays, other], new DateInterval(Day.PlusDays(-1), day.End));

        Assert.Equal([SourceFileAction.Leave, SourceFileAction.Leave, SourceFileAction.Move], outcomes.Select(outcome => outcome.Action));
        Assert.Contains("rows of the same days as a.csv", outcomes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_stays_with_one_that_could_not_be_read_since_it_may_hold_anything()
    {
        var outcomes = Disposal(SourceFileAction.Delete).Complete([MakeFile("a.csv"), MakeFile("b.csv") with { WasRead = false, RowsUsed = 0 }], Imported);

        Assert.All(outcomes, outcome => Assert.Equal(SourceFileAction.Leave, outcome.Action));
    }

    [Fact]
    public void A_file_goes_though_another_stays_of_which_nothing_was_used()
    {
        var outcomes = Disposal(SourceFileAction.Delete).Complete([MakeFile("a.csv"), MakeFile("readme.txt") with { RowsUsed = 0 }], Imported);

        Assert.Equal([SourceFileAction.Delete, SourceFileAction.Leave], outcomes.Select(outcome => outcome.Action));
    }

    [Fact]
    public void A_file_that_is_still_being_written_stays_with_those_of_its_days()
    {
        var outcomes = Disposal(SourceFileAction.Delete).Complete([MakeFile("a.csv"), MakeFile("b.csv") with { IsUnfinished = true }], Imported);

        Assert.Contains("b.csv stays: it is still being written", outcomes[1].Message, StringComparison.Ordinal);
        Assert.Contains("a.csv stays: it has rows of the same days as b.csv", outcomes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_somebody_has_opened_to_write_stays_until_it_is_closed()
    {
        var file = MakeFile();
        using (new FileStream(file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            AssertStays(SourceFileAction.Move, file, "still being written");
        }

        TemporaryFolder.AwaitClosed(file.Path);
        Assert.Equal(SourceFileAction.Move, Complete(SourceFileAction.Move, file).Action);
    }

    [Fact]
    public void A_file_that_ends_inside_the_running_interval_stays_until_that_has_ended()
    {
        var file = MakeFile() with { LastIntervalEnd = clock.GetCurrentInstant() + Duration.FromSeconds(1) };
        AssertStays(SourceFileAction.Move, file, "has not ended yet");

        Assert.Equal(SourceFileAction.Move, Complete(SourceFileAction.Move, file with { LastIntervalEnd = clock.GetCurrentInstant() }).Action);
    }

    private SourceFile MakeFile(string name = "calls.csv")
    {
        var info = new FileInfo(this.folder.Write(Path.Combine("acd", name), "data"));
        info.LastWriteTimeUtc = new DateTime(2014, 12, 24, 1, 2, 3, DateTimeKind.Utc);
        return new SourceFile
        {
            Path = info.FullName,
            Length = info.Length,
            LastWriteTimeUtc = info.LastWriteTimeUtc,
            WasRead = true,
            RowsRead = 2,
            RowsUsed = 1,
            FirstDay = Day,
            LastDay = Day,
        };
    }

    private SourceFileDisposal Disposal(SourceFileAction action, string? destination = null)
        => new(action, destination ?? Destination, DisposalJournal.Load(this.folder.Path, log.Add), log.Add, clock);

    private ImportedFile Complete(SourceFileAction action, SourceFile file, string? destination = null)
    {
        Directory.CreateDirectory(Destination);
        return Disposal(action, destination).Complete([file], Imported).Single();
    }

    private void AssertStays(SourceFileAction action, SourceFile file, string reason)
    {
        var outcome = Complete(action, file);

        Assert.Equal((SourceFileAction.Leave, null), (outcome.Action, outcome.MovedTo));
        Assert.Contains(reason, outcome.Message, StringComparison.Ordinal);
        Assert.Equal(outcome.Message, log[^1]);
        Assert.True(File.Exists(file.Path));
        Assert.Empty(Directory.GetFiles(Destination));
    }

    private sealed class StandingClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2014, 12, 23, 12, 0);
    }
}
