using System;
using System.Linq;
using System.Text;
using Xlink.Configuration;

namespace Xlink.Core.Tests.Configuration;

public sealed class IniDocumentTests
{
    private static readonly Encoding[] Encodings =
        [new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Latin1, new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];

    public static TheoryData<int> EachEncoding => [.. Enumerable.Range(0, Encodings.Length)];

    [Theory]
    [MemberData(nameof(EachEncoding))]
    public void Changes_only_the_bytes_of_the_value_in_every_encoding(int index)
    {
        const string Before = "; Käfig\r\n[Größe] ; danach\r\nA = \"ü\"  \r\nB=2\n\n# Ende\rC=3";
        var document = Parse(Before, Encodings[index]);

        document.SetValue("Größe", "a", "ö");

        Assert.Equal(Bytes(Before.Replace("\"ü\"", "\"ö\"", StringComparison.Ordinal), Encodings[index]), document.ToBytes());
        Assert.Equal("ö", document.GetValue("Größe", "A"));
    }

    [Fact]
    public void Any_encoding_damage_survives()
    {
        byte[][] files =
        [
            [], [0xFF], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0x41], [0xEF, 0xBB], [0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0xBF, 0xFF, 0x0D],
            [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00], [0xFE, 0xFF, 0xDC, 0x00], [0x81, 0x8D, 0x8F, 0x90, 0x9D, 0x0A], [0, 0, 0, 13, 10, 0], [0xC3, 0x28], [0xED, 0xA0, 0x80],
            [13], [10], [13, 13, 10, 10], "[a"u8.ToArray(), "="u8.ToArray(), "[]"u8.ToArray(), "]["u8.ToArray(), [.. Enumerable.Range(0, 256).Select(value => (byte)value)],
        ];

        Assert.All(files, bytes => Assert.Equal(bytes, IniDocument.Parse(bytes, "x.ini").ToBytes()));
    }

    [Fact]
    public void A_file_of_ten_megabytes_survives()
    {
        var random = new Random(4711);
        var bytes = new byte[10_000_000];
        random.NextBytes(bytes);
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400_000).Select(i => FormattableString.Invariant($"[s{i % 1000}]\r\nkey{i}=ü{i}\n"))));

        Assert.Equal(bytes, IniDocument.Parse(bytes, "x.ini").ToBytes());
        Assert.Equal(lines, IniDocument.Parse(lines, "x.ini").ToBytes());
    }

    [Fact]
    public void Windows_1252_is_read_and_written_with_its_own_characters()
    {
        var document = IniDocument.Parse([.. "[a]\nk="u8, 0x80, 0xFC, 0x9D, .. "\n"u8], "x.ini");

        Assert.Equal("€ü\u009D", document.GetValue("a", "k"));
        document.SetValue("a", "k", "„Ÿ\u0081");
        Assert.Equal([.. "[a]\nk="u8, 0x84, 0x9F, 0x81, .. "\n"u8], document.ToBytes());
    }

    [Fact]
    public void A_character_that_the_encoding_lacks_is_refused_and_changes_nothing()
    {
        byte[] bytes = [.. "[a]\nk="u8, 0xFC];
        var document = IniDocument.Parse(bytes, "C:\\Xlink\\isps_ul.ini");

        var error = Assert.Throws<XlinkException>(() => document.SetValue("a", "Password", "geheimΩ"));

        Assert.Equal("TextNotInEncoding", error.ErrorId);
        Assert.Contains("isps_ul.ini", error.Message, StringComparison.Ordinal);
        Assert.Contains("Windows-1252", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(bytes, document.ToBytes());
        Assert.Equal("TextNotInEncoding", Assert.Throws<XlinkException>(() => Parse("k=ü").SetValue("a", "k", "\uD800")).ErrorId);
    }

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void Line_breaks_and_NUL_are_refused_and_change_nothing(string text)
    {
        var document = Parse("[a]\nk=1\n");

        Assert.Equal("TextHasLineBreak", Assert.Throws<XlinkException>(() => document.SetValue("a", "k", text)).ErrorId);
        Assert.Equal("TextHasLineBreak", Assert.Throws<XlinkException>(() => document.SetValue("a", text, "1")).ErrorId);
        Assert.Equal("TextHasLineBreak", Assert.Throws<XlinkException>(() => document.SetValue(text, "k", "1")).ErrorId);
        Assert.Equal("[a]\nk=1\n", Text(document));
    }

    [Fact]
    public void A_change_after_which_the_file_would_be_read_in_another_encoding_is_refused()
    {
        var document = IniDocument.Parse([.. "[a]\nk="u8, 0xFC], "x.ini");

        document.SetValue("a", "k", "Ã¤");

        Assert.Equal("TextEncodingAmbiguous", Assert.Throws<XlinkException>(document.ToBytes).ErrorId);
    }

    [Theory]
    [InlineData(" x", "k=\" x\"\n")]
    [InlineData("x\t", "k=\"x\t\"\n")]
    [InlineData("\"x\"", "k=\"\"x\"\"\n")]
    [InlineData("\"\"", "k=\"\"\"\"\n")]
    [InlineData("\"", "k=\"\n")]
    [InlineData("a \"b\"", "k=a \"b\"\n")]
    [InlineData("", "k=\n")]
    [InlineData("a;b # c=d", "k=a;b # c=d\n")]
    public void A_value_is_quoted_where_it_would_not_be_read_back_otherwise(string value, string line)
    {
        var document = Parse("[a]\nk=1\n");

        document.SetValue("a", "k", value);

        Assert.Equal("[a]\n" + line, Text(document));
        Assert.Equal(value, Parse(Text(document)).GetValue("a", "k"));
    }

    [Fact]
    public void Setting_the_value_that_is_there_changes_nothing()
    {
        const string Odd = "[a]\n\tk  =\t\"x\" \n j=y";
        var document = Parse(Odd);

        document.SetValue("a", "k", "x");
        document.SetValue("A", "J", "y");

        Assert.Equal(Odd, Text(document));
    }

    [Fact]
    public void Duplicate_keys_and_sections_are_one_and_the_last_value_counts()
    {
        const string Duplicates = "[CSV]\r\nSource=1\r\n[DB]\r\n1=x\r\n[CSV] ; again\r\nSOURCE = 2\r\nLast=3\r\n";
        var document = Parse(Duplicates);
        var csv = document.FindSection("CSV")!;

        Assert.Equal(["CSV", "DB"], document.Sections.Select(section => section.Name));
        Assert.Equal(["Source", "Last"], csv.Keys);
        Assert.Equal(("2", 6), (csv.GetValue("source"), csv.GetLine("Source")));
        document.SetValue("CSV", "Source", "9");
        Assert.Equal(Duplicates.Replace("= 2", "= 9", StringComparison.Ordinal), Text(document));
    }

    [Fact]
    public void A_section_is_found_by_its_exact_name_before_any_other_case()
    {
        var document = Parse("[acd]\nk=1\n[ACD]\nk=2\n[GENERAL]\nk=3\n");

        Assert.Equal(("1", "2", "1", "3"), (document.GetValue("acd", "k"), document.GetValue("ACD", "k"), document.GetValue("Acd", "k"), document.GetValue("General", "k")));
        Assert.Null(document.FindSection("other"));
        Assert.Null(document.GetValue("acd", "other"));
        _ = document.RemoveSection("acd");
        Assert.Equal("2", document.GetValue("Acd", "k"));
    }

    [Fact]
    public void Values_lose_surrounding_blanks_and_one_pair_of_quotes_but_no_comments()
    {
        var section = Parse("[ a ] tail\n;c=1\n#d=1\n Name \t= \"W\"FM\" \nGroups=A;B#C\nEmpty=\nBlank = \t\nHalf=\"x\nSql=\"select \"\"a\"\"\"\nnonsense\n=x\n").FindSection("a")!;

        Assert.Equal(["Name", "Groups", "Empty", "Blank", "Half", "Sql"], section.Keys);
        Assert.Equal(
            ["W\"FM", "A;B#C", "", "", "\"x", "select \"\"a\"\""],
            section.Keys.Select(section.GetValue));
        Assert.Null(section.GetValue("c"));
        Assert.Null(section.GetLine("c"));
    }

    [Theory]
    [InlineData("[S]\nName                    = \"WFM\"\n", "Url", "x", "Url                     = \"x\"\n")]
    [InlineData("[S]\nName                    = \"WFM\"\n", "AVeryLongNameWithoutAnyRoom", "x", "AVeryLongNameWithoutAnyRoom = \"x\"\n")]
    [InlineData("[S]\nA    = 1\nLonger = 2\n", "B", "x", "B = x\n")]
    [InlineData("[S]\nA      = 1\nLonger = 2\n", "Mid", "x", "Mid    = x\n")]
    [InlineData("[S]\nA=1\n", "B", "x", "B=x\n")]
    [InlineData("[S]\n\tA\t=\t1\n", "B", "x", "\tB\t=\tx\n")]
    [InlineData("[S]\n  A =1\r\n", "B", "x", "  B =x\r\n")]
    public void A_new_key_looks_like_its_neighbours(string before, string key, string value, string added)
    {
        var document = Parse(before);

        document.SetValue("S", key, value);

        Assert.Equal(before + added, Text(document));
    }

    [Fact]
    public void A_new_key_stands_behind_the_last_key_of_the_first_section_of_that_name()
    {
        var document = Parse("[A]\r\nx=1\r\n\r\n; about B\r\n[B]\r\n[A]\r\nz=3");

        document.SetValue("A", "y", "2");
        document.SetValue("B", "b", "4");

        Assert.Equal("[A]\r\nx=1\r\ny=2\r\n\r\n; about B\r\n[B]\r\nb=4\r\n[A]\r\nz=3", Text(document));
    }

    [Theory]
    [InlineData("", "[N]\r\nk=v\r\n")]
    [InlineData("[A]\nx = 1\n", "[A]\nx = 1\n\n[N]\nk = v\n")]
    [InlineData("[A]\nx = 1", "[A]\nx = 1\n\n[N]\nk = v")]
    [InlineData("[A]\r\nx=1\r\n[B]\r\ny=\"2\"\r\n", "[A]\r\nx=1\r\n[B]\r\ny=\"2\"\r\n[N]\r\nk=\"v\"\r\n")]
    [InlineData("[A]\rx=1\r\r", "[A]\rx=1\r\r[N]\rk=v\r")]
    [InlineData("; only a comment", "; only a comment\r\n\r\n[N]\r\nk=v")]
    [InlineData("  [A]\n  x=1\n", "  [A]\n  x=1\n\n  [N]\n  k=v\n")]
    public void A_new_section_looks_like_its_neighbours(string before, string after)
    {
        // Without a line end anywhere the file gets Windows' own [our reading].
        var document = Parse(before);

        document.SetValue("N", "k", "v");

        Assert.Equal(after.Replace("[A]\r\n\r\n", "[A]\n\n", StringComparison.Ordinal), Text(document));
    }

    [Fact]
    public void Keys_before_the_first_section_belong_to_the_nameless_one()
    {
        var document = Parse("a=1\n[S]\na=2\n");

        Assert.Equal("1", document.GetValue("", "a"));
        Assert.Equal(["S"], document.Sections.Select(section => section.Name));
        document.SetValue("", "b", "3");
        Assert.Equal("a=1\nb=3\n[S]\na=2\n", Text(document));
    }

    [Fact]
    public void Removing_a_key_removes_all_its_lines()
    {
        var document = Parse("[A]\nk=1\nx=2\nK=3\n[B]\nk=4\n[A]\nk=5");

        Assert.True(document.RemoveKey("A", "k"));
        Assert.False(document.RemoveKey("A", "k"));
        Assert.False(document.RemoveKey("C", "k"));

        Assert.Equal("[A]\nx=2\n[B]\nk=4\n[A]", Text(document));
        Assert.Null(document.GetValue("A", "k"));
    }

    [Theory]
    [InlineData("a=1\rk=2\n\nb=3\n", "a=1\r\n\nb=3\n", 3)]
    [InlineData("\r\rk=2\n\nb=3\n", "\r\r\n\nb=3\n", 4)]
    public void Removing_a_line_between_CR_and_LF_removes_no_other_line(string before, string after, int line)
    {
        var document = Parse(before);

        _ = document.RemoveKey("", "k");

        Assert.Equal(after, Text(document));
        Assert.Equal(line, Parse(after).FindSection("")!.GetLine("b"));
    }

    [Fact]
    public void Removing_a_section_leaves_the_comment_of_the_next_one()
    {
        var document = Parse("[A]\nx=1\n; about x\n\n; about B\n[B]\ny=2\n\n[A]\nz=3\n");

        Assert.True(document.RemoveSection("A"));
        Assert.False(document.RemoveSection("A"));

        Assert.Equal("; about B\n[B]\ny=2\n\n", Text(document));
    }

    [Theory]
    [InlineData("a]b", "k", "SectionNameInvalid")]
    [InlineData(" a", "k", "SectionNameInvalid")]
    [InlineData("a", "", "KeyNameInvalid")]
    [InlineData("a", "k=", "KeyNameInvalid")]
    [InlineData("a", ";k", "KeyNameInvalid")]
    [InlineData("a", "#k", "KeyNameInvalid")]
    [InlineData("a", "[k", "KeyNameInvalid")]
    [InlineData("a", "k ", "KeyNameInvalid")]
    public void Names_that_could_not_be_read_back_are_refused(string section, string key, string errorId)
    {
        var document = Parse("[x]\n");

        var error = Assert.Throws<XlinkException>(() => document.SetValue(section, key, "1"));

        Assert.Equal(errorId, error.ErrorId);
        Assert.NotEmpty(error.Remedy);
        Assert.Equal("[x]\n", Text(document));
    }

    [Fact]
    public void Lines_are_counted_anew_after_a_change()
    {
        var document = Parse("[A]\nx=1\n[B]\ny=2\n");
        var section = document.FindSection("B")!;

        Assert.Equal(4, section.GetLine("y"));
        document.SetValue("A", "new", "1");
        Assert.Equal(5, section.GetLine("y"));
        Assert.Equal("x.ini", section.FilePath);
    }

    [Fact]
    public void Work_grows_with_the_size_of_the_change_and_not_of_the_file()
    {
        // Hundreds of thousands of changes: were each of them to walk through the file, this would take many minutes.
        const int Count = 200_000;
        var document = Parse("[A]\na=1\n[Z]\nz=1\n");
        foreach (var i in Enumerable.Range(0, Count))
        {
            document.SetValue("A", "key" + i, "old");
        }

        foreach (var i in Enumerable.Range(0, Count))
        {
            document.SetValue("A", "key" + i, "new");
            document.SetValue("section" + i, "key", "value");
        }

        var read = IniDocument.Parse(document.ToBytes(), "x.ini");
        Assert.Equal(Count + 1, read.FindSection("A")!.Keys.Count);
        Assert.Equal(Count + 2, read.Sections.Count);
        Assert.Equal(("new", "value"), (read.GetValue("A", "key77777"), read.GetValue("section77777", "KEY")));
        foreach (var i in Enumerable.Range(0, Count).Reverse())
        {
            Assert.True(document.RemoveKey("A", "key" + i));
        }

        Assert.Equal(["a"], document.FindSection("A")!.Keys);
    }

    private static IniDocument Parse(string text, Encoding? encoding = null) => IniDocument.Parse(Bytes(text, encoding ?? Encodings[0]), "x.ini");

    private static string Text(IniDocument document) => Encodings[0].GetString(document.ToBytes());

    private static byte[] Bytes(string text, Encoding encoding) => [.. encoding.Equals(Encoding.Latin1) ? [] : encoding.GetPreamble(), .. encoding.GetBytes(text)];
}
