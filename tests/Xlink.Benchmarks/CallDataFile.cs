using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using NodaTime;

namespace Xlink.Benchmarks;

/// <summary>Call data of many queues, so many lines per quarter of an hour as there are queues: <c>Queue_000;01.01.2025;00:00;offered;handled;aht</c>.</summary>
internal sealed record CallDataFile(int Queues, int Days, CallDataForm Form = CallDataForm.Plain)
{
    private const int CallsPerQueue = 10;

    public static LocalDate FirstDay { get; } = new(2025, 1, 1);

    public DateInterval Range => new(FirstDay, FirstDay.PlusDays(Days - 1));

    public long Rows => (long)Queues * Days * 96;

    /// <summary>The names of the queues; with a line per call there are fewer of them.</summary>
    public IReadOnlyList<string> Names => [.. Enumerable.Range(0, Form == CallDataForm.Calls ? Math.Max(Queues / CallsPerQueue, 1) : Queues).Select(NameOf)];

    public string DateOrder => Form == CallDataForm.Mdy ? "mdy" : "dmy";

    public string NameOf(int queue) => string.Create(CultureInfo.InvariantCulture, $"{(Form == CallDataForm.Windows1252 ? "Störung" : "Queue")}_{queue:000}");

    /// <summary>The path of the file that <see cref="WriteDays"/> writes for a day.</summary>
    public static string PathOf(string folder, LocalDate day) => Path.Combine(folder, day.ToString("yyyyMMdd'.csv'", CultureInfo.InvariantCulture));

    /// <summary>Writes the file; the same arguments give the same bytes.</summary>
    public void Write(string path)
    {
        var seed = 1u;
        using var file = Open(path);
        for (var day = 0; day < Days; day++)
        {
            Write(file, day, ref seed);
        }
    }

    /// <summary>Writes a file per day.</summary>
    public void WriteDays(string folder)
    {
        var seed = 1u;
        for (var day = 0; day < Days; day++)
        {
            using var file = Open(PathOf(folder, FirstDay.PlusDays(day)));
            Write(file, day, ref seed);
        }
    }

    private StreamWriter Open(string path)
    {
        Encoding encoding = Form == CallDataForm.Windows1252 ? Encoding.Latin1 : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new StreamWriter(path, append: false, encoding, 1 << 20) { NewLine = Form == CallDataForm.CrLf ? "\r\n" : "\n" };
    }

    private void Write(StreamWriter file, int day, ref uint seed)
    {
        var names = Names;
        var date = FirstDay.PlusDays(day).ToString(Form == CallDataForm.Mdy ? "MM/dd/yyyy" : "dd.MM.yyyy", CultureInfo.InvariantCulture);
        for (var quarter = 0; quarter < 96; quarter++)
        {
            var time = DateTime.UnixEpoch.AddMinutes(15 * quarter);
            var written = time.ToString(Form == CallDataForm.AmPm ? "hh:mm tt" : "HH:mm", CultureInfo.InvariantCulture);
            for (var line = 0; line < Queues; line++)
            {
                seed = (seed * 1664525) + 1013904223;
                var offered = (seed >> 8) % 50;
                if (Form == CallDataForm.Calls)
                {
                    written = time.AddSeconds(((line * 900) + (seed >> 24)) / Math.Max(Queues, 1) % 900).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
                }

                var name = names[line % names.Count];
                file.Write(Form == CallDataForm.Quoted
                    ? string.Create(CultureInfo.InvariantCulture, $"\"{name}\";\"{date}\";\"{written}\";\"{offered}\";\"{offered * 9 / 10}\";\"{120 + (seed >> 24)}\"")
                    : string.Create(CultureInfo.InvariantCulture, $"{name};{date};{written};{offered};{offered * 9 / 10};{120 + (seed >> 24)}"));
                file.WriteLine();
            }
        }
    }
}
