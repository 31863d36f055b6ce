using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NodaTime;
using Xlink.Sources;
using Xlink.Sources.Csv;

namespace Xlink.Core.Tests.Sources.Csv;

/// <summary>A CSV interface over a folder of its own; its configuration is the example of the documentation unless a test changes it.</summary>
internal sealed class CsvImport : IDisposable
{
    public const string Header = "Queue;Date;Time;CallsOffered;CallsHandled;AHT\n";

    private static readonly string[] Example =
    [
        "GroupColumn=1", "DateColumn=2", "TimeColumn=3", "HeaderLines=1", "Interval=15", "AHTColumn=6",
        "ColumnNames=Queue;Date;Time;CallsOffered;CallsHandled;AHT", "Groups=UHD_DE_IN;UHD_EN_IN", "DateOrder=dmy",
        "SeparatorCharacter=3", "Source=acd",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly List<string> lines = [.. Example];

    public CsvImport(params IEnumerable<string> lines)
    {
        this.lines.AddRange(lines);
        System.IO.Directory.CreateDirectory(Source);
    }

    public string Installation => folder.Path;

    public string Source => System.IO.Path.Combine(folder.Path, "acd");

    public DateTimeZone Zone { get; init; } = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    public CsvCallDataSettings Settings => CsvCallDataSettings.FromSection(new TestSection("CSV", this.lines), Installation);

    public string Write(string name, string text) => folder.Write(System.IO.Path.Combine("acd", name), text);

    public string Write(string name, byte[] bytes) => folder.Write(System.IO.Path.Combine("acd", name), bytes);

    public CallDataReading Read(LocalDate first, LocalDate last, params IEnumerable<string> series)
        => Read(MakeRequest(first, last, series));

    public CallDataReading Read(LocalDate day, params IEnumerable<string> series) => Read(day, day, series);

    public CallDataReading Read(CallDataRequest request) => ReadUntil(request, TestContext.Current.CancellationToken);

    public CallDataReading ReadUntil(CallDataRequest request, CancellationToken cancellationToken)
        => new CsvCallDataSource(Settings).Read(request, progress: null, cancellationToken);

    /// <summary>A request for series written as in the tree, without the name of the external system.</summary>
    public CallDataRequest MakeRequest(LocalDate first, LocalDate last, params IEnumerable<string> series) => new()
    {
        Days = new DateInterval(first, last),
        Zone = Zone,
        Series = [.. series.Select(ToSeries)],
    };

    public void Dispose() => folder.Dispose();

    private static SourceSeries ToSeries(string path)
    {
        var parts = path.Split(':');
        return parts.Length == 2 ? new SourceSeries(parts[0], null, parts[1]) : new SourceSeries(parts[0], parts[1], parts[2]);
    }
}
