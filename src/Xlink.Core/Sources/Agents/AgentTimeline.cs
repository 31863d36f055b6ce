using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Importing;

namespace Xlink.Sources.Agents;

/// <summary>
/// Makes days of activities from the rows of agent data, in whatever order they come: ends what only has a start, cuts at midnight, resolves
/// overlaps. Takes 16 bytes per row of the wanted days and those beside them, and nothing for other rows.
/// </summary>
/// <remarks>
/// <para>[Documented] A row that only has a start lasts until the agent's next row. A log-off ends the running activity and is none itself.
/// Activities shorter than <c>MinimumActivityDuration</c> are dropped.</para>
/// <para>[Our reading]</para>
/// <list type="bullet">
/// <item>A row without an end lasts until the agent's next row if that is on the same local day or the following one; otherwise until midnight of its own
/// day, but never beyond the moment of the import. So it does not matter which later files are there already, and nobody who forgot to log off works for
/// days. The same holds for a row whose end or duration is empty although it should have one: it is still running.</item>
/// <item>Where activities of an agent overlap, at each moment the one that began last counts; when it is over, the earlier one goes on. Of two that
/// begin in the same second the shorter one counts, so exact duplicates count once. Start-only rows of the same second count in the order in which they
/// are read: the last one goes on.</item>
/// <item>The minimum is that of the activity as the source has it, before midnight or an overlap cuts it. A dropped activity cuts nothing, and what ran
/// before it is not prolonged. An activity that nothing has ended yet is not too short.</item>
/// <item>An activity over midnight belongs to both days, cut at midnight.</item>
/// </list>
/// </remarks>
internal sealed class AgentTimeline
{
    /// <summary>Stands for the duration of a row that does not say when its activity ends.</summary>
    internal const long NoEnd = -1;

    // So many that no processor has nothing to do while another one is busy elsewhere.
    private const int PartsPerProcessor = 4;

    private readonly ActivitySettings settings;
    private readonly IntervalDay[] days;
    private readonly long[] midnights;
    private readonly bool[] hasRows;
    private readonly long earliest;
    private readonly long latest;
    private readonly long wantedStart;
    private readonly long wantedEnd;
    private readonly int minimumDuration;
    private readonly long now;
    private readonly DateTimeZone zone;
    private readonly HashSet<string> logOffs;
    private readonly Dictionary<string, int> agentNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> activityNumbers = new(StringComparer.Ordinal);
    private readonly List<string> agentIds = [];
    private readonly List<string> activityIds = [];
    private readonly List<AgentRows> agents = [];
    private readonly AgentRowStore store = new();
    private long fileStart = long.MaxValue;
    private long fileEnd = long.MinValue;

    // The day of the last row that was near: most rows are of the same.
    private long dayStart = long.MaxValue;
    private long dayEnd = long.MinValue;

    /// <summary>Makes a timeline without rows.</summary>
    /// <param name="settings">What the rows mean.</param>
    /// <param name="request">The wanted days.</param>
    internal AgentTimeline(ActivitySettings settings, AgentDataRequest request)
    {
        this.settings = settings;
        this.zone = request.Zone;
        this.now = request.Now.ToUnixTimeSeconds();
        this.logOffs = new HashSet<string>(settings.LogOffActivities, StringComparer.Ordinal);

        // One day more on each side: what began the evening before, and what ends the last activity.
        this.days = [.. new IntervalCalendar(new DateInterval(request.Days.Start.PlusDays(-1), request.Days.End.PlusDays(1)), 60, this.zone).Days];
        this.midnights = [.. this.days.Select(day => day.Start.ToUnixTimeSeconds()), this.days[this.days.Length - 1].End.ToUnixTimeSeconds()];
        this.hasRows = new bool[this.days.Length];
        earliest = this.midnights[0];
        latest = this.midnights[this.midnights.Length - 1];
        wantedStart = this.midnights[1];
        wantedEnd = this.midnights[this.midnights.Length - 2];
        minimumDuration = settings.MinimumDuration;
    }

    /// <summary>Rows of the wanted days.</summary>
    internal long RowsRead { get; private set; }

    /// <summary>Rows of other days.</summary>
    internal long RowsOfOtherDays { get; private set; }

    /// <summary>Number of the agents that have rows.</summary>
    internal int AgentCount => agents.Count;

    /// <summary>The number of an agent, for <see cref="Add"/>.</summary>
    /// <param name="id">Its external ID: digits only, which the caller has checked.</param>
    internal int GetAgent(string id)
    {
        if (!agentNumbers.TryGetValue(id, out var number))
        {
            number = agents.Count;
            agentNumbers.Add(id, number);
            agentIds.Add(id);
            agents.Add(new AgentRows(store, settings.TimeSpanType == ActivityTimeSpanType.StartOnly ? CompareStarts : CompareRows));
        }

        return number;
    }

    /// <summary>The number of an activity, for <see cref="Add"/>.</summary>
    /// <param name="id">Its ID.</param>
    internal int GetActivity(string id)
    {
        if (!activityNumbers.TryGetValue(id, out var number))
        {
            number = this.logOffs.Contains(id) ? AgentRow.LogOff : activityIds.Count;
            activityNumbers.Add(id, number);
            if (number != AgentRow.LogOff)
            {
                activityIds.Add(id);
            }
        }

        return number;
    }

    /// <summary>Begins with a file (or another source whose days <see cref="GetFileDays"/> is to tell).</summary>
    internal void BeginFile()
    {
        fileStart = long.MaxValue;
        fileEnd = long.MinValue;
        agents.ForEach(agent => agent.BeginFile());
    }

    /// <summary>Whether a moment is on one of the wanted days.</summary>
    /// <param name="moment">Seconds of Unix time.</param>
    [MethodImpl(HotCode.Optimized)]
    internal bool IsWanted(long moment) => moment >= wantedStart && moment < wantedEnd;

    /// <summary>Adds a row.</summary>
    /// <param name="agent">The agent, as <see cref="GetAgent"/> gave it.</param>
    /// <param name="activity">The activity, as <see cref="GetActivity"/> gave it.</param>
    /// <param name="start">When it begins, in seconds of Unix time.</param>
    /// <param name="end">When it ends, not before <paramref name="start"/>; <see langword="null"/> if the row does not say.</param>
    internal void Add(int agent, int activity, long start, long? end) => AddSeconds(agent, activity, start, end is { } moment ? moment - start : NoEnd);

    /// <summary>Adds a row.</summary>
    /// <param name="agent">The agent, as <see cref="GetAgent"/> gave it.</param>
    /// <param name="activity">The activity, as <see cref="GetActivity"/> gave it.</param>
    /// <param name="start">When it begins, in seconds of Unix time.</param>
    /// <param name="duration">How long it lasts, in seconds; <see cref="NoEnd"/> if the row does not say.</param>
    [MethodImpl(HotCode.Optimized)]
    internal void AddSeconds(int agent, int activity, long start, long duration)
    {
        var rows = agents[agent];
        var isLogOff = activity == AgentRow.LogOff;
        var isOpen = !isLogOff && duration == NoEnd;
        var length = isLogOff ? 0 : isOpen ? AgentRow.Open : (int)Math.Min(duration, AgentRow.Open - 1);
        var lastSecond = isOpen || length == 0 ? start : start + length - 1;
        fileStart = Math.Min(fileStart, start);
        fileEnd = Math.Max(fileEnd, lastSecond);
        rows.NoteInFile(start, isOpen);

        var isNear = start < latest && lastSecond >= earliest;
        if (start < dayStart || start >= dayEnd)
        {
            NoteDay(isNear, start);
        }

        if (start < wantedEnd && lastSecond >= wantedStart)
        {
            RowsRead++;
        }
        else
        {
            RowsOfOtherDays++;
        }

        if (isNear && (isLogOff || (length > 0 && length >= minimumDuration)))
        {
            rows.Add(new AgentRow(start, length, activity));
        }
        else if (isLogOff && start < earliest)
        {
            rows.NoteEarlierLogOff(start);
        }
    }

    /// <summary>
    /// The local days that the rows since <see cref="BeginFile"/> touch: to the last second of each activity, and on to the next day where the last row of an
    /// agent leaves open when it ends.
    /// </summary>
    /// <returns>The days; <see langword="null"/> if there was no row.</returns>
    internal DateInterval? GetFileDays()
    {
        if (fileStart > fileEnd)
        {
            return null;
        }

        var last = GetDate(fileEnd);
        foreach (var agent in agents)
        {
            if (agent.IsOpenAfterFile)
            {
                last = LocalDate.Max(last, GetDate(agent.LatestInFile).PlusDays(1));
            }
        }

        return new DateInterval(GetDate(fileStart), last);
    }

    /// <summary>Makes the days. To be called once, when all rows have been added.</summary>
    /// <returns>The wanted days in order.</returns>
    internal IReadOnlyList<AgentDay> ToDays()
    {
        int[] order = [.. Enumerable.Range(0, agents.Count).OrderBy(number => agentIds[number], StringComparer.Ordinal)];
        var spans = SweepAll(order);
        return
        [
            .. Enumerable.Range(1, this.days.Length - 2)
                .Select(day => new AgentDay(this.days[day].Date, new AgentDayActivities(this.days[day], spans[day], agentIds, activityIds), this.hasRows[day])),
        ];
    }

    [MethodImpl(HotCode.Optimized)]
    private static int CompareStarts(AgentRow row, AgentRow other) => row.Start.CompareTo(other.Start);

    /// <summary>Of the same second: a log-off first, then the longest, so that the shortest is on top.</summary>
    private int CompareRows(AgentRow row, AgentRow other)
    {
        if (row.Start != other.Start)
        {
            return row.Start.CompareTo(other.Start);
        }

        if (row.Activity == other.Activity || row.Activity == AgentRow.LogOff || other.Activity == AgentRow.LogOff)
        {
            return row.Activity == other.Activity ? other.Length.CompareTo(row.Length) : row.Activity == AgentRow.LogOff ? -1 : 1;
        }

        return row.Length != other.Length ? other.Length.CompareTo(row.Length) : string.CompareOrdinal(activityIds[row.Activity], activityIds[other.Activity]);
    }

    /// <summary>Goes through the rows of all agents, on all processors: each takes the agents of a part of the order, and the parts are put together in order.</summary>
    /// <returns>The activities of each day.</returns>
    private ActivitySpans[] SweepAll(int[] order)
    {
        var parts = Math.Max(1, Math.Min(Environment.ProcessorCount * PartsPerProcessor, order.Length));
        var found = new ActivitySpans[parts][];
        Parallel.For(0, parts, part =>
        {
            var sweep = new AgentSweep(minimumDuration, this.midnights, this.now);
            for (var i = (int)((long)order.Length * part / parts); i < (long)order.Length * (part + 1) / parts; i++)
            {
                sweep.Add(order[i], agents[order[i]]);
            }

            sweep.Complete();
            found[part] = sweep.Days;
        });

        foreach (var part in found.Skip(1))
        {
            for (var day = 0; day < this.days.Length; day++)
            {
                found[0][day].Append(part[day]);
            }
        }

        return found[0];
    }

    private LocalDate GetDate(long moment) => Instant.FromUnixTimeSeconds(moment).InZone(this.zone).Date;

    /// <summary>Notes that the day of a row has one, and which day it is.</summary>
    private void NoteDay(bool isNear, long start)
    {
        if (isNear && start >= earliest)
        {
            var day = FindDay(start);
            this.hasRows[day] = true;
            (dayStart, dayEnd) = (this.midnights[day], this.midnights[day + 1]);
        }
    }

    /// <summary>The day of a moment, by position; the moment is not outside all of them.</summary>
    [MethodImpl(HotCode.Optimized)]
    private int FindDay(long moment)
    {
        // No day is far from 24 hours, so the guess is off by one at most near a clock change.
        var day = Math.Min((int)((moment - earliest) / NodaConstants.SecondsPerDay), this.days.Length - 1);
        while (moment < this.midnights[day])
        {
            day--;
        }

        while (moment >= this.midnights[day + 1])
        {
            day++;
        }

        return day;
    }
}
