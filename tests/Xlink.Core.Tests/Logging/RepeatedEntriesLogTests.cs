using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NodaTime;
using Xlink.Logging;

namespace Xlink.Core.Tests.Logging;

public sealed class RepeatedEntriesLogTests
{
    private readonly Recorder recorder = new();
    private readonly RepeatedEntriesLog log;

    public RepeatedEntriesLogTests() => log = new RepeatedEntriesLog(recorder, recorder);

    [Fact]
    public void The_same_warning_or_error_is_written_once_an_hour_with_its_number()
    {
        for (var minute = 0; minute < 180; minute += 5)
        {
            log.Error("away");
            recorder.Now += Duration.FromMinutes(5);
        }

        Assert.Equal(["away", "away (the same 11 more times since", "away (the same 11 more times since"], recorder.Lines.Select(line => line.Split(" since")[0] + (line.Contains(" since") ? " since" : string.Empty)));
    }

    [Fact]
    public void Different_texts_and_everything_that_is_no_trouble_are_written()
    {
        log.Error("a");
        log.Warning("b");
        log.Warning("a");
        log.Info("c");
        log.Info("c");

        Assert.Equal(["a", "b", "c", "c"], recorder.Lines);
    }

    [Fact]
    public void A_clock_that_is_set_back_hides_nothing()
    {
        log.Error("away");
        recorder.Now -= Duration.FromDays(400);
        log.Error("away");

        Assert.Equal(2, recorder.Lines.Count);
    }

    [Fact]
    public void Ever_different_texts_are_all_written_and_do_not_fill_the_memory()
    {
        for (var i = 0; i < 25_000; i++)
        {
            log.Error(i.ToString(CultureInfo.InvariantCulture));
        }

        Assert.Equal(25_000, recorder.Lines.Count);
    }

    private sealed class Recorder : ILog, IClock
    {
        internal Instant Now { get; set; } = Instant.FromUtc(2014, 12, 23, 12, 0);

        internal List<string> Lines { get; } = [];

        public Instant GetCurrentInstant() => Now;

        public void Info(string text) => Lines.Add(text);

        public void Warning(string text) => Lines.Add(text);

        public void Error(string text) => Lines.Add(text);
    }
}
