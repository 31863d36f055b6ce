using System.Globalization;
using System.IO;
using System.Text;
using NodaTime;

namespace Xlink.Benchmarks;

/// <summary>Call data of many queues, a row per queue and quarter of an hour: <c>Queue_000;01.01.2025;00:00;offered;handled;aht</c>.</summary>
internal sealed record CallDataFile(int Queues, int Days)
{
    public static LocalDate FirstDay { get; } = new(2025, 1, 1);

    public DateInterval Range => new(FirstDay, FirstDay.PlusDays(Days - 1));

    public long Rows => (long)Queues * Days * 96;

    public static string NameOf(int queue) => string.Create(CultureInfo.InvariantCulture, $"Queue_{queue:000}");

    /// <summary>Writes the file; the same arguments give the same bytes.</summary>
    public void Write(string path)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        var seed = 1u;
        for (var day = 0; day < Days; day++)
        {
            var date = FirstDay.PlusDays(day).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
            for (var quarter = 0; quarter < 96; quarter++)
            {
                for (var queue = 0; queue < Queues; queue++)
                {
                    seed = (seed * 1664525) + 1013904223;
                    var offered = (seed >> 8) % 50;
                    file.Write(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{NameOf(queue)};{date};{quarter / 4:00}:{quarter % 4 * 15:00};{offered};{offered * 9 / 10};{120 + (seed >> 24)}\n"));
                }
            }
        }
    }
}
