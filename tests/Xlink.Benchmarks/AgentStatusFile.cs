using System.Globalization;
using System.IO;
using System.Text;
using NodaTime;

namespace Xlink.Benchmarks;

/// <summary>
/// Start-only status rows of many agents in order of time, each agent changing its status every 1,000 seconds and logging off at last:
/// <c>agent;activity;01.01.2025 00:16:40</c>.
/// </summary>
internal sealed record AgentStatusFile(int Agents, int RowsPerAgent)
{
    public const int LogOff = 0;

    private const int SecondsBetweenRows = 1000;

    public static LocalDate FirstDay { get; } = new(2025, 1, 1);

    public long Rows => (long)Agents * RowsPerAgent;

    public DateInterval Range => new(FirstDay, FirstDay.PlusDays(RowsPerAgent * SecondsBetweenRows / 86400));

    /// <summary>Writes the file; the same arguments give the same bytes.</summary>
    public void Write(string path)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        var start = FirstDay.AtMidnight();
        for (var row = 0; row < RowsPerAgent; row++)
        {
            for (var agent = 0; agent < Agents; agent++)
            {
                var time = start.PlusSeconds((row * SecondsBetweenRows) + (agent * SecondsBetweenRows / Agents)).ToDateTimeUnspecified();
                var activity = row == RowsPerAgent - 1 ? LogOff : 1 + ((row + agent) % 9);
                file.Write(string.Create(CultureInfo.InvariantCulture, $"{100000 + agent};{activity};{time:dd.MM.yyyy HH:mm:ss}\n"));
            }
        }
    }
}
