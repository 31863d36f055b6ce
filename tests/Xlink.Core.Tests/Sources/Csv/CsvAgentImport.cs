using System;
using System.Collections.Generic;
using System.Linq;
using NodaTime;
using Xlink.Core.Tests.Sources.Agents;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Core.Tests.Sources.Csv;

/// <summary>A CSV interface for agent data over a folder of its own; agent, activity, start and end in four columns unless a test changes it.</summary>
internal sealed class CsvAgentImport : IDisposable
{
    private static readonly string[] Example =
    [
        "ActivitySource=status", "ActivitySeparatorCharacter=3", "ActivityTimeSpanType=1", "ActivityColumnNames=Agent;Activity;Start;End",
        "AgentColumn=1", "ActivityColumn=2", "ActivityStartTimeStampColumn=3", "ActivityEndTimeStampColumn=4", "ActivityDateOrder=dmy",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly List<string> lines = [.. Example];

    public CsvAgentImport(params IEnumerable<string> lines)
    {
        this.lines.AddRange(lines);
        System.IO.Directory.CreateDirectory(Source);
    }

    public string Source => System.IO.Path.Combine(folder.Path, "status");

    public DateTimeZone Zone { get; init; } = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    public CsvAgentDataSettings Settings => CsvAgentDataSettings.FromSection(new TestSection("CSV", this.lines), folder.Path);

    public string Write(string name, string text) => folder.Write(System.IO.Path.Combine("status", name), text);

    public string Write(string name, byte[] bytes) => folder.Write(System.IO.Path.Combine("status", name), bytes);

    /// <summary>Writes the rows into a file and reads the second and the third of May 2024.</summary>
    public IReadOnlyList<string> Run(params IEnumerable<string> rows)
    {
        Write("status.csv", string.Concat(rows.Select(row => row + "\n")));
        return TimelineRun.Show(Read().Days);
    }

    public AgentDataReading Read() => new CsvAgentDataSource(Settings).Read(
        new AgentDataRequest
        {
            Days = new DateInterval(new LocalDate(2024, 5, 2), new LocalDate(2024, 5, 3)),
            Zone = Zone,
            Now = Instant.FromUtc(2024, 12, 31, 0, 0),
        },
        progress: null,
        TestContext.Current.CancellationToken);

    public void Dispose() => folder.Dispose();
}
