using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Xlink.Core.Tests.Configuration;

/// <summary>Random files, names and values that look for trouble: INI syntax in odd places, every line end, broken encodings.</summary>
internal static class IniText
{
    private static readonly string[] Fragments =
    [
        "[", "]", "=", "\"", "\"\"", ";", "#", " ", "\t", "\r", "\n", "\r\n", "\r\n\r\n", "\0", "a", "B", "key", "KEY", "WFM", "General", ",", ":",
        "[DB]\r\n", "[db] ; text\n", "\n[General]\n", "key=1\n", "Key = \"x\"\r\n", " key\t=  \r", "ä", "€", "Ω", "\u0081", "\u00A0", "\uFEFF", "Ã¤", "ÿþ",
    ];

    private static readonly byte[][] BrokenBytes =
        [[0xFF], [0xFE], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0xC3], [0x80], [0x81], [0x8D], [0x8F], [0x90], [0x9D], [0xED, 0xA0, 0x80], [0x00], [0xD8, 0x00]];

    private static readonly string[] Singles = [.. Fragments, "\uD800", "\uDC00", "\uD83D\uDE00", "\u0080"];

    /// <summary>Whole files: text of the fragments in one of the encodings, sometimes with bytes that do not belong there.</summary>
    public static Arbitrary<byte[]> Files()
        => Arb.From(
            from fragments in Gen.Elements(Fragments).ListOf()
            from encoding in Gen.Elements<Encoding>(Encoding.UTF8, new UTF8Encoding(true), Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode)
            from broken in Gen.Frequency((3, Gen.Constant(new List<byte[]>())), (1, Gen.Elements(BrokenBytes).ListOf().Select(list => list.ToList())))
            from position in Gen.Choose(0, 1000)
            select Insert(
                [.. Mark(encoding), .. encoding.GetBytes(string.Concat(fragments))],
                position,
                [.. broken.SelectMany(bytes => bytes)]),
            Shrink);

    /// <summary>Names and values.</summary>
    public static Arbitrary<string> Texts()
        => Arb.From(Gen.Elements(Singles).ListOf().Select(list => string.Concat(list.Take(6))), text => text.Length == 0 ? [] : [text[1..], text[..^1]]);

    private static byte[] Mark(Encoding encoding) => Equals(encoding, Encoding.UTF8) ? [] : encoding.GetPreamble();

    private static byte[] Insert(byte[] file, int position, byte[] added)
    {
        var at = Math.Min(position, file.Length);
        return [.. file.AsSpan(0, at), .. added, .. file.AsSpan(at)];
    }

    private static IEnumerable<byte[]> Shrink(byte[] file)
        => Enumerable.Range(0, file.Length).Select(i => (byte[])[.. file.AsSpan(0, i), .. file.AsSpan(i + 1)]);
}
