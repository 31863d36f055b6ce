using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using CsvHelper;
using NodaTime;
using Xlink.Sources.Agents;
using Xlink.Sources.Clocks;
using Xlink.Sources.Text;
using Xlink.Targets.Wfm;

namespace Xlink.Sources.Csv;

/// <summary>Turns the rows of CSV files into agent data.</summary>
/// <remarks>[Our reading] An agent's ID that does not consist of digits makes a row malformed. See <see cref="CsvActivityTimes"/> for its times.</remarks>
internal sealed class CsvActivityReader : ICsvBlockRows
{
    private const int MaximumUnknownNames = 10;

    private readonly CsvAgentDataSettings settings;
    private readonly AgentTimeline timeline;
    private readonly DateTimeZone serverZone;
    private readonly RepeatedTimes repeatedStarts;
    private readonly CsvActivityTimes times;
    private readonly CsvRecordReader records;
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
        this.serverZone = serverZone;
        repeatedStarts = new RepeatedTimes(settings.Activities.TimeZone.Zone ?? serverZone);
        Columns = new CsvColumns(settings.ColumnNames, skippedRows);
        times = new CsvActivityTimes(settings, serverZone);
        records = new CsvRecordReader(this, settings.Separator);
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
        if (Columns.AreIn(row) && TryReadAgent(row, out var agent) && TryReadActivity(row, out var activity))
        {
            if (!times.TryRead(new CsvRowFields(row), out var span, out var mistake))
            {
                Columns.Skip(row, mistake);
                return;
            }

            timeline.Add(agent, activityNumbers[activity], span.Start, span.End);
            if (span.RepeatedOn is { } date && timeline.IsWanted(span.Start))
            {
                repeatedStarts.Add(date);
            }
        }
    }

    /// <inheritdoc/>
    public long LinesBefore
    {
        set => Columns.LinesBefore = value;
    }

    /// <inheritdoc/>
    public CsvBlockParser CreateParser() => new CsvActivityParser(this.settings, serverZone);

    /// <inheritdoc/>
    [MethodImpl(HotCode.Optimized)]
    public void Read(CsvBlock block, ref long lines)
    {
        var parser = (CsvActivityParser)block.Parser!;
        var found = block.Found.AsSpan(0, block.FoundCount);
        var at = 0;
        while (at < found.Length)
        {
            var line = found[at++];
            lines++;
            switch (CsvBlock.KindOf(line))
            {
                case CsvLineKind.OpenActivity:
                    Add(parser, line, found[at], AgentTimeline.NoEnd);
                    at++;
                    break;
                case CsvLineKind.Activity:
                    Add(parser, line, found[at], found[at + 1]);
                    at += 2;
                    break;
                case CsvLineKind.Skipped:
                    LinesBefore = lines - 1;
                    Columns.Skip(1, (SkipReason)found[at]);
                    at++;
                    break;
                case CsvLineKind.Records:
                    lines--;
                    records.Read(block, found.Slice(at), ref lines);
                    at += 3;
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(CsvActivityParser parser, long line, long start, long duration)
    {
        var agent = parser.Agents.NumberOf(CsvBlock.AgentOf(line));
        if (agent == CsvBlockNames.Unknown)
        {
            agent = parser.Agents.SetNumber(CsvBlock.AgentOf(line), FindAgent);
        }

        var activity = parser.Activities.NumberOf(CsvBlock.ActivityOf(line));
        if (activity == CsvBlockNames.Unknown)
        {
            activity = parser.Activities.SetNumber(CsvBlock.ActivityOf(line), FindActivity);
        }

        timeline.AddSeconds(agent, activityNumbers[activity], start, duration);
    }

    private bool TryReadAgent(CsvReader row, out int agent)
    {
        agent = FindAgent(row.GetSpan(this.settings.AgentColumn - 1));
        if (agent < 0)
        {
            Columns.Skip(row, this.settings.AgentColumn, SkipReason.AgentId, nameof(Messages.SourceSkipAgentId));
        }

        return agent >= 0;
    }

    /// <summary>The number of an agent in the timeline; negative if the field is no ID.</summary>
    private int FindAgent(ReadOnlySpan<byte> field)
    {
        var agent = agents.Find(field);
        if (agent < 0 && FieldText.Decode(field) is var id && EmployeeExternalId.IsExternalId(id))
        {
            agent = timeline.GetAgent(id);
            agents.Add(field, agent);
        }

        return agent;
    }

    private bool TryReadActivity(CsvReader row, out int activity)
    {
        activity = FindActivity(row.GetSpan(this.settings.ActivityColumn - 1));
        if (activity < 0)
        {
            Columns.Skip(row, this.settings.ActivityColumn, SkipReason.ActivityId, nameof(Messages.SourceSkipActivityId));
        }

        return activity >= 0;
    }

    /// <summary>The position of an activity in <see cref="activityNumbers"/>; negative if the field is no ID.</summary>
    private int FindActivity(ReadOnlySpan<byte> field)
    {
        var position = activities.Find(field);
        if (position < 0 && FieldText.Decode(field) is var id && ExternalActivity.IsExternalId(id))
        {
            // A log-off has a number below 0, which the table cannot hold.
            position = activityNumbers.Count;
            activityNumbers.Add(timeline.GetActivity(id));
            activities.Add(field, position);
            if (known.Add(id) && unknown.Count < MaximumUnknownNames)
            {
                unknown.Add(FieldText.Show(field));
            }
        }

        return position;
    }
}
