using System;
using System.Collections.Generic;
using System.Linq;
using CsvHelper;
using NodaTime;
using Xlink.Sources.Agents;
using Xlink.Sources.Clocks;
using Xlink.Sources.Formats;
using Xlink.Sources.Text;
using Xlink.Targets.Wfm;

namespace Xlink.Sources.Csv;

/// <summary>Turns the rows of CSV files into agent data.</summary>
/// <remarks>
/// [Our reading] An agent's ID that does not consist of digits makes a row malformed. An empty end or duration means that the activity is still running.
/// Decimals of a duration are cut off.
/// </remarks>
internal sealed class CsvActivityReader : ICsvRows
{
    private const int MaximumUnknownNames = 10;

    private readonly CsvAgentDataSettings settings;
    private readonly AgentTimeline timeline;
    private readonly SourceClock clock;
    private readonly RepeatedTimes repeatedStarts;
    private readonly CsvTimeReader starts;
    private readonly CsvTimeReader? ends;
    private readonly FieldNameTable agents = new();
    private readonly FieldNameTable activities = new();
    private readonly List<int> activityNumbers = [];
    private readonly HashSet<string> known;
    private readonly List<string> unknown = [];

    /// <summary>Makes a reader for one request.</summary>
    internal CsvActivityReader(CsvAgentDataSettings settings, AgentTimeline timeline, DateTimeZone serverZone, SkippedRows skippedRows)
    {
        this.settings = settings;
        this.timeline = timeline;
        clock = new SourceClock(settings.Activities.TimeZone, serverZone);
        repeatedStarts = new RepeatedTimes(settings.Activities.TimeZone.Zone ?? serverZone);
        Columns = new CsvColumns(settings.ColumnNames, skippedRows);
        starts = new CsvTimeReader(settings.Start, settings.StartDateOrder, settings.StartDateOrderKey, Columns);
        ends = settings.End is { } columns ? new CsvTimeReader(columns, settings.EndDateOrder, settings.EndDateOrderKey, Columns) : null;
        known = new HashSet<string>(settings.ExternalActivities.Select(activity => activity.ExternalId).Concat(settings.Activities.LogOffActivities), StringComparer.Ordinal);
    }

    /// <summary>The columns that the rows have.</summary>
    internal CsvColumns Columns { get; }

    /// <summary>The first activities found in the files that the configuration does not name.</summary>
    internal IReadOnlyList<string> UnknownActivities => unknown;

    /// <summary>What to tell about rows whose start the clock shows twice.</summary>
    internal IEnumerable<string> FindRepeatedStarts()
        => repeatedStarts.FindWarnings(nameof(Messages.SourceActivityTimesTwice), this.settings.ExternalSystem, CsvKeys.TimeZoneOfAgentData);

    /// <inheritdoc/>
    public long RowsRead => timeline.RowsRead;

    /// <inheritdoc/>
    public long RowsUsed => timeline.RowsRead;

    /// <inheritdoc/>
    public long RowsOfOtherDays => timeline.RowsOfOtherDays;

    /// <inheritdoc/>
    public SkippedRows SkippedRows => Columns.SkippedRows;

    /// <inheritdoc/>
    public DateInterval? FileDays => timeline.GetFileDays();

    /// <inheritdoc/>
    public Instant? LastIntervalEnd => null;

    /// <inheritdoc/>
    public void BeginFile(string path)
    {
        Columns.BeginFile(path);
        timeline.BeginFile();
    }

    /// <inheritdoc/>
    public void Read(CsvReader row)
    {
        if (Columns.AreIn(row)
            && TryReadAgent(row, out var agent)
            && TryReadActivity(row, out var activity)
            && starts.TryRead(row, default, out var time))
        {
            var start = ToMoment(time);
            if (TryReadEnd(row, time.Date, start, out var end))
            {
                timeline.Add(agent, activity, start, end);
                if (time.Offset is null && clock.IsRepeated(time.Date, time.Seconds) && timeline.IsWanted(start))
                {
                    repeatedStarts.Add(time.Date);
                }
            }
        }
    }

    private bool TryReadAgent(CsvReader row, out int agent)
    {
        var field = row.GetSpan(this.settings.AgentColumn - 1);
        agent = agents.Find(field);
        if (agent >= 0)
        {
            return true;
        }

        var id = FieldText.Decode(field);
        if (!EmployeeExternalId.IsExternalId(id))
        {
            Columns.Skip(row, this.settings.AgentColumn, SkipReason.AgentId, nameof(Messages.SourceSkipAgentId));
            return false;
        }

        agent = timeline.GetAgent(id);
        agents.Add(field, agent);
        return true;
    }

    private bool TryReadActivity(CsvReader row, out int activity)
    {
        var field = row.GetSpan(this.settings.ActivityColumn - 1);
        var position = activities.Find(field);
        if (position < 0)
        {
            var id = FieldText.Decode(field);
            if (!ExternalActivity.IsExternalId(id))
            {
                activity = 0;
                Columns.Skip(row, this.settings.ActivityColumn, SkipReason.ActivityId, nameof(Messages.SourceSkipActivityId));
                return false;
            }

            // A log-off has a number below 0, which the table cannot hold.
            position = activityNumbers.Count;
            activityNumbers.Add(timeline.GetActivity(id));
            activities.Add(field, position);
            if (known.Add(id) && unknown.Count < MaximumUnknownNames)
            {
                unknown.Add(FieldText.Show(field));
            }
        }

        activity = activityNumbers[position];
        return true;
    }

    private long ToMoment(CsvTimeReader.Time time)
        => time.Offset is { } offset ? SourceClock.ToMoment(time.Date, time.Seconds, offset) : clock.ToMoment(time.Date, time.Seconds);

    private bool TryReadEnd(CsvReader row, LocalDate startDate, long start, out long? end)
    {
        end = null;
        if (this.settings.DurationColumn is { } durationColumn)
        {
            return TryReadDuration(row, durationColumn, start, out end);
        }

        if (ends is null || ends.IsEmpty(row))
        {
            return true;
        }

        if (!ends.TryRead(row, startDate, out var time))
        {
            return false;
        }

        var moment = FindEnd(time, start);
        if (moment < start)
        {
            Columns.Skip(row, (this.settings.End!.TimeStampColumn ?? this.settings.End.TimeColumn).GetValueOrDefault(), SkipReason.EndBeforeStart, nameof(Messages.SourceSkipEndBeforeStart));
            return false;
        }

        end = moment;
        return true;
    }

    private long FindEnd(CsvTimeReader.Time time, long start)
    {
        if (time.Offset is not null)
        {
            return ToMoment(time);
        }

        var end = clock.ToEnd(start, time.Date, time.Seconds);
        return end < start && !time.HasDate ? clock.ToEnd(start, time.Date.PlusDays(1), time.Seconds) : end;
    }

    private bool TryReadDuration(CsvReader row, int column, long start, out long? end)
    {
        end = null;
        var field = row.GetSpan(column - 1);
        if (field.IsEmpty)
        {
            return true;
        }

        if (!NumberFormat.TryParse(field, wholeNumber: true, out var millionths) || millionths < 0)
        {
            Columns.Skip(row, column, SkipReason.Duration, nameof(Messages.SourceSkipDuration));
            return false;
        }

        end = start + (millionths / NumberFormat.One);
        return true;
    }
}
