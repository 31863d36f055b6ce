using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using NodaTime;
using Xlink.Odbc;
using Xlink.Sources.Agents;
using Xlink.Sources.Clocks;
using Xlink.Sources.Csv;
using Xlink.Sources.Formats;
using Xlink.Sources.Text;

namespace Xlink.Sources.Universal;

/// <summary>Turns the rows of a query into agent data. A row is malformed as a whole; blanks around IDs do not count [our reading].</summary>
internal sealed class UniversalActivityReader
{
    // As with files: no telephone system has longer IDs.
    private const int MaximumIdLength = 200;

    private readonly UniversalAgentDataSettings settings;
    private readonly AgentTimeline timeline;
    private readonly SkippedRows skippedRows;
    private readonly SourceClock clock;
    private readonly RepeatedTimes repeatedStarts;
    private readonly OdbcBoundColumn agentColumn = new(OdbcBuffer.Text, MaximumIdLength);
    private readonly OdbcBoundColumn activityColumn = new(OdbcBuffer.Text, MaximumIdLength);
    private readonly OdbcBoundColumn duration = new(OdbcBuffer.Ascii);
    private readonly UniversalTimeReader start;
    private readonly UniversalTimeReader? end;
    private readonly FieldNameTable agents = new();
    private readonly FieldNameTable activities = new();
    private readonly List<int> activityNumbers = [];
    private long rowNumber;

    /// <summary>Makes the reader of a query's result.</summary>
    /// <param name="settings">The external system.</param>
    /// <param name="timeline">Takes the rows.</param>
    /// <param name="serverZone">The time zone of the server.</param>
    /// <param name="skippedRows">Takes the malformed rows.</param>
    /// <param name="columns">The columns of the result: agent, activity, start, and end or duration.</param>
    internal UniversalActivityReader(
        UniversalAgentDataSettings settings, AgentTimeline timeline, DateTimeZone serverZone, SkippedRows skippedRows, IReadOnlyList<OdbcColumn> columns)
    {
        this.settings = settings;
        this.timeline = timeline;
        this.skippedRows = skippedRows;
        clock = new SourceClock(settings.Activities.TimeZone, serverZone);
        repeatedStarts = new RepeatedTimes(settings.Activities.TimeZone.Zone ?? serverZone);
        start = new UniversalTimeReader(settings.ExternalSystem, settings.Start, columns[2]);
        end = settings.End is null ? null : new UniversalTimeReader(settings.ExternalSystem, settings.End, columns[3]);
    }

    /// <summary>The columns to bind.</summary>
    internal IReadOnlyList<OdbcBoundColumn> Columns
        => end is not null ? [agentColumn, activityColumn, start.Column, end.Column]
            : this.settings.DurationColumn is not null ? [agentColumn, activityColumn, start.Column, duration]
            : [agentColumn, activityColumn, start.Column];

    /// <summary>What to tell about rows whose start the clock shows twice.</summary>
    internal IEnumerable<string> FindRepeatedStarts()
        => repeatedStarts.FindWarnings(
            nameof(Messages.UniversalTimesTwice),
            this.settings.ExternalSystem,
            UniversalActivityKeys.StartTimeStampColumn,
            CsvKeys.TimeZoneOfAgentData,
            UniversalActivityKeys.StartTimeStampType);

    /// <summary>Reads a row of a block.</summary>
    internal void Read(int index)
    {
        rowNumber++;
        if (!TryReadAgent(index, out var agent) || !TryReadActivity(index, out var activity))
        {
            return;
        }

        if (!start.TryRead(index, out var time))
        {
            Skip(SkipReason.TimeStamp, nameof(Messages.UniversalSkipTimeStamp), Show(start.Column, index), this.settings.Start.Expression);
            return;
        }

        var moment = time.OwnMoment ?? clock.ToMoment(time.Date, time.Seconds);
        if (TryReadEnd(index, moment, out var endMoment))
        {
            timeline.Add(agent, activity, moment, endMoment);
            if (time.OwnMoment is null && clock.IsRepeated(time.Date, time.Seconds) && timeline.IsWanted(moment))
            {
                repeatedStarts.Add(time.Date);
            }
        }
    }

    private bool TryReadAgent(int index, out int agent)
    {
        var text = GetText(agentColumn, index, out var isCut);
        var bytes = MemoryMarshal.AsBytes(text);
        agent = isCut ? -1 : agents.Find(bytes);
        if (agent >= 0)
        {
            return true;
        }

        var id = text.ToString();
        if (isCut || id.Length == 0 || !id.All(character => character is >= '0' and <= '9'))
        {
            Skip(SkipReason.AgentId, nameof(Messages.UniversalSkipAgentId), id, this.settings.AgentColumn);
            return false;
        }

        agent = timeline.GetAgent(id);
        agents.Add(bytes, agent);
        return true;
    }

    private bool TryReadActivity(int index, out int activity)
    {
        activity = 0;
        var text = GetText(activityColumn, index, out var isCut);
        var bytes = MemoryMarshal.AsBytes(text);
        var position = isCut ? -1 : activities.Find(bytes);
        if (position < 0)
        {
            var id = text.ToString();
            if (isCut || id.Length == 0 || id.Any(char.IsControl))
            {
                Skip(SkipReason.ActivityId, nameof(Messages.UniversalSkipActivityId), id, this.settings.ActivityColumn);
                return false;
            }

            // A log-off has a number below 0, which the table cannot hold.
            position = activityNumbers.Count;
            activityNumbers.Add(timeline.GetActivity(id));
            activities.Add(bytes, position);
        }

        activity = activityNumbers[position];
        return true;
    }

    private bool TryReadEnd(int index, long startMoment, out long? moment)
    {
        moment = null;
        if (end is not null)
        {
            return end.Column.IsNull(index) || TryReadEndTime(index, startMoment, out moment);
        }

        if (this.settings.DurationColumn is not { } column || duration.IsNull(index))
        {
            return true;
        }

        var text = duration.GetBytes(index, out var isCut);
        if (isCut || !NumberFormat.TryParse(text, wholeNumber: true, out var millionths) || millionths < 0)
        {
            Skip(SkipReason.Duration, nameof(Messages.UniversalSkipNumber), FieldText.Show(text), column);
            return false;
        }

        moment = startMoment + (millionths / NumberFormat.One);
        return true;
    }

    private bool TryReadEndTime(int index, long startMoment, out long? moment)
    {
        moment = null;
        if (!end!.TryRead(index, out var time))
        {
            Skip(SkipReason.TimeStamp, nameof(Messages.UniversalSkipTimeStamp), Show(end.Column, index), this.settings.End!.Expression);
            return false;
        }

        moment = time.OwnMoment ?? clock.ToEnd(startMoment, time.Date, time.Seconds);
        if (moment < startMoment)
        {
            Skip(SkipReason.EndBeforeStart, nameof(Messages.UniversalSkipEndBeforeStart), Show(end.Column, index), this.settings.End!.Expression);
            return false;
        }

        return true;
    }

    private static ReadOnlySpan<char> GetText(OdbcBoundColumn column, int index, out bool isCut)
    {
        isCut = false;
        return column.IsNull(index) ? default : MemoryMarshal.Cast<byte, char>(column.GetBytes(index, out isCut)).Trim();
    }

    private static string Show(OdbcBoundColumn column, int index) => UniversalValue.Show(column, index);

    private void Skip(SkipReason reason, string message, string value, string expression)
        => this.skippedRows.Add(UniversalValue.Skip(this.settings.ExternalSystem, rowNumber, reason, message, value, expression));
}
