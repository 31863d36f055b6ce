using System;
using System.Runtime.CompilerServices;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Sources.Csv;

/// <summary>Reads the plain lines of agent data; <see cref="CsvActivityReader"/> takes what it finds.</summary>
internal sealed class CsvActivityParser : CsvBlockParser
{
    private readonly int agentField;
    private readonly int activityField;
    private readonly CsvActivityTimes times;

    /// <summary>Makes a parser.</summary>
    internal CsvActivityParser(CsvAgentDataSettings settings, DateTimeZone serverZone)
        : base(settings.Separator, settings.ColumnNames.Count, maximumFound: 3)
    {
        agentField = settings.AgentColumn - 1;
        activityField = settings.ActivityColumn - 1;
        times = new CsvActivityTimes(settings, serverZone);
    }

    /// <summary>The agents that it has met.</summary>
    internal CsvBlockNames Agents { get; } = new(EmployeeExternalId.IsExternalId);

    /// <summary>The activities that it has met.</summary>
    internal CsvBlockNames Activities { get; } = new(ExternalActivity.IsExternalId);

    [MethodImpl(HotCode.Optimized)]
    protected override bool TryReadFields(byte[] text)
    {
        // What the clock shows twice is told with its day, and that has no place here.
        if (!Agents.TryFind(TrimmedField(text, agentField), out var agent)
            || !Activities.TryFind(TrimmedField(text, activityField), out var activity)
            || !times.TryRead(new LineFields(this, text), out var span, out _)
            || span.RepeatedOn is not null)
        {
            return false;
        }

        if (span.End is { } end)
        {
            Add(CsvBlock.PackActivity(CsvLineKind.Activity, agent, activity));
            Add(span.Start);
            Add(end - span.Start);
        }
        else
        {
            Add(CsvBlock.PackActivity(CsvLineKind.OpenActivity, agent, activity));
            Add(span.Start);
        }

        return true;
    }

    /// <summary>The fields of the line that is being read.</summary>
    private readonly struct LineFields(CsvActivityParser parser, byte[] text) : ICsvFields
    {
        /// <inheritdoc/>
        public ReadOnlySpan<byte> Get(int column) => parser.TrimmedField(text, column - 1);
    }
}
