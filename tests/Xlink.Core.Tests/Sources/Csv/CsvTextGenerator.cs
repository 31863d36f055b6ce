using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Xlink.Core.Tests.Sources.Csv;

/// <summary>Makes files that are mostly right, and wrong in every way that files are wrong. The same seed makes the same file.</summary>
/// <param name="seed">The seed.</param>
/// <param name="separator">The separator of the fields.</param>
/// <param name="columns">What the columns may have: first so many plain texts, then all kinds of others.</param>
internal sealed class CsvTextGenerator(int seed, char separator, IReadOnlyList<(string[] Texts, int Plain)> columns)
{
    private static readonly string[] Groups = ["UHD_DE_IN", "UHD_EN_IN", "Störung", "Q", "UHD_DE_OUT", "uhd_de_in", "  Q ", "Queue with a long name, more than one", ""];
    private static readonly string[] SubGroups = ["Voice", "Chat", "Fax", "voice"];
    private static readonly string[] Dates =
        ["26.10.2024", "27.10.2024", "28.10.2024", "27.10.24", "7.1.24", "271024", "27102024", "2024-10-27", "27/10/2024", "27-10-2024", "31.03.2024", " 26.10.2024", "01.02.2031", "31.02.2024", "26.10-2024", "26.10.20244"];

    private static readonly string[] Times =
        ["00:00", "02:15", "02:45", "08:48", "23:59", "24:00", "8:48", "08:48:00", "02:30:59", "0848", "848", "084800", "84800", ".5", "8.5", "12,7", "9:50 AM", "01:34:12 AM", "12:00 PM", "12:00 am", "2:15PM", "25:00", "08:60", "0848x", "x", ""];

    private static readonly string[] Values =
        ["0", "1", "17", "300", "65534", "65535", "70000", "999999999", "1000000000", "-3", "+5", "007", "1.5", "0,25", ".5", "1.2345678", "", " 4", "4 ", "1e3", "NaN", "\0", "12345678901234567890"];

    private static readonly string[] Agents = ["7", "100001", "100002", "200300", "007", " 7 ", "12345678901234567890", "7a", "-1", "", "\u0661"];
    private static readonly string[] Activities = ["1", "2", "Pause", "0", "Störung", "Logout", " Pause", "pause", "An activity with a long name, more than one", "", "\0", "a\u0001b"];
    private static readonly string[] TimeStamps =
        ["26.10.2024 08:15:00", "26.10.2024 09:30:10", "28.10.2024 23:59:59", "27.10.2024 12:00:00", "27.10.2024 02:15", "27.10.2024T02:15:00+01:00", "27.10.2024T00:15Z", "28.10.24t8:15 AM", " 27.10.2024 13:00 ", "27.10.2024  13:00", "27.10.2024", "26.10.2024 24:00", "26.10.2024 8.5", "25.10.2024 22:00-03:00", "31.03.2024 02:30", "10/28/2024 10:00", "2024-10-26 11:00:00", "26.10.2024 25:00", "01.02.2031 00:00", "26.10.2024 08:15z", ""];

    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];

    private readonly Random random = new(seed);

    /// <summary>Group, sub-group, date, time, three values and a comment.</summary>
    public static IReadOnlyList<(string[] Texts, int Plain)> CallData { get; } =
        [(Groups, 4), (SubGroups, 2), (Dates, 3), (Times, 5), (Values, 6), (Values, 6), (Values, 4), (["x", "a b"], 1)];

    /// <summary>Agent, activity, date and time of the start and of the end, the same as timestamps, duration and a comment.</summary>
    public static IReadOnlyList<(string[] Texts, int Plain)> AgentData { get; } =
        [(Agents, 4), (Activities, 4), (Dates, 3), (Times, 5), (Dates, 3), (Times, 5), (TimeStamps, 4), (TimeStamps, 4), (Values, 6), (["x", "a b"], 1)];

    /// <summary>Bytes of a file.</summary>
    public byte[] MakeFile(int lines)
    {
        var file = new MemoryStream();
        var lineEnd = Pick(LineEnds);
        var mixesLineEnds = random.Next(4) == 0;
        var strangeness = random.Next(4) switch { 0 => 0, 1 => 200, 2 => 20, _ => 3 };
        Write(file, Chance(4) ? "\uFEFF" : string.Empty, Encoding.UTF8);
        for (var i = 0; i < lines; i++)
        {
            Encoding encoding = Chance(2) ? Encoding.UTF8 : Encoding.Latin1;
            Write(file, strangeness != 0 && Chance(strangeness) ? MakeStrangeLine() : MakeLine(isPlain: strangeness == 0 || Chance(2)), encoding);
            if (i < lines - 1 || Chance(2))
            {
                Write(file, mixesLineEnds ? Pick(LineEnds) : lineEnd, encoding);
            }
        }

        var bytes = file.ToArray();
        return Chance(8) ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes))] : bytes;
    }

    private string MakeLine(bool isPlain)
    {
        string[] fields = [.. columns.Select(column => Pick(isPlain ? column.Texts.AsSpan(0, column.Plain) : column.Texts))];
        var quotes = random.Next(4);
        return string.Join(separator, fields.Select(field => quotes == 0 || (quotes == 1 && Chance(2)) ? Quote(field, isPlain) : field))
            + (isPlain || !Chance(6) ? string.Empty : separator + (Chance(2) ? " " : "\"\""));
    }

    private string Quote(string field, bool isPlain) => isPlain || !Chance(4)
        ? "\"" + field + "\""
        : Pick(" \"", "\"", "\" ", "\"\"\"") + field + Pick("\"", "\" ", "\"\"\"", "\"x", "\n\"", "\r\n\"", "", ";\"", "\"\"");

    private string MakeStrangeLine() => random.Next(14) switch
    {
        0 => string.Empty,
        1 => " \t ",
        2 => "\"",
        3 => new string(separator, random.Next(12)),
        4 => "\u0001",
        5 => "\uFEFF" + MakeLine(isPlain: true),
        6 => "\0\0\0" + MakeLine(isPlain: true),
        7 => "\"" + MakeLine(isPlain: true),
        8 => MakeLine(isPlain: true) + separator + "one too many",
        9 => new string('x', random.Next(70_000)),
        10 => string.Join(separator, ["\"" + string.Join(Pick(LineEnds), Enumerable.Range(0, random.Next(1, 130))) + "\"", .. columns.Skip(1).Select(column => column.Texts[0])]),
        11 => "\"" + new string('"', random.Next(5)) + new string('\n', random.Next(5)),
        12 => MakeLine(isPlain: true).Insert(random.Next(8), Pick("\r", "\"", "\0", "\u00FF", " ")),
        _ => MakeLine(isPlain: true)[random.Next(8)..],
    };

    private bool Chance(int of) => random.Next(of) == 0;

    private string Pick(params ReadOnlySpan<string> texts) => texts[random.Next(texts.Length)];

    private static void Write(Stream file, string text, Encoding encoding) => file.Write(encoding.GetBytes(text));
}
