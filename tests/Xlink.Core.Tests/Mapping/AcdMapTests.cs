using System;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Core.Tests.Configuration;
using Xlink.Mapping;

namespace Xlink.Core.Tests.Mapping;

public sealed class AcdMapTests
{
    private const string Documented =
        "iWFM R4 Hamburg:1:1002:1003=InvisionAcd1:Service 1:Calls\r\niWFM R4 Hamburg:1:1002:1003=InvisionAcd2:Service 2:Calls\r\niWFM R4 Hamburg:1:1002:1003=$1.BAS\r\n";

    private static readonly MappingTarget Hamburg = new("iWFM R4 Hamburg", 1, 1002, 1003);
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void Reads_the_documented_file()
    {
        var mapping = Assert.Single(Parse(Documented).Mappings);

        Assert.Equal(Hamburg, mapping.Target);
        Assert.Equal(["InvisionAcd1:Service 1:Calls", "InvisionAcd2:Service 2:Calls"], mapping.Sources.Select(source => source.ToString()));
        Assert.Equal("$1.BAS", mapping.ScriptFile);
        Assert.Equal([1, 2, 3], mapping.Lines);
        Assert.Equal("iWFM R4 Hamburg:1:1002:1003", mapping.Target.ToString());
    }

    [Fact]
    public void Metrics_keep_their_order_and_mappings_that_of_their_first_lines()
    {
        var map = Parse("B:1:2:3=x:z\n# note\nA:1:2:3=x:y\n\nB:1:2:3=x:a\nB:1:2:3=$7.bas\nA:1:2:4=x:y\n");

        Assert.Equal(["B:1:2:3", "A:1:2:3", "A:1:2:4"], map.Mappings.Select(mapping => mapping.Target.ToString()));
        Assert.Equal(["x:z", "x:a"], map.Find(new("B", 1, 2, 3))!.Sources.Select(source => source.ToString()));
        Assert.Equal([1, 5, 6], map.Find(new("B", 1, 2, 3))!.Lines);
        Assert.Equal("$7.BAS", map.Find(new("B", 1, 2, 3))!.ScriptFile);
        Assert.Null(map.Find(new("b", 1, 2, 3)));
        Assert.Empty(map.Findings);
    }

    [Theory]
    [InlineData("Host:8080:1:2:3=x:y", "Host:8080", "x:y")]
    [InlineData("a=b:1:2:3=x:y", "a=b", "x:y")]
    [InlineData("Zürich 1:1:2:3=Größe:Käse = gut:50 %", "Zürich 1", "Größe:Käse = gut:50 %")]
    [InlineData(" WFM : 1 : 2 : 3 = x:y z ", "WFM", "x:y z")]
    [InlineData("WFM:1:2:3=x:a:1:2:3=b", "WFM", "x:a:1:2:3=b")]
    [InlineData("WFM:1:2:3=$x:y", "WFM", "$x:y")]
    public void Names_may_have_colons_equals_signs_blanks_and_umlauts(string line, string serverEntry, string source)
    {
        var mapping = Assert.Single(Parse(line).Mappings);

        Assert.Equal((new MappingTarget(serverEntry, 1, 2, 3), source), (mapping.Target, Assert.Single(mapping.Sources).ToString()));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("WFM:1:2=x:y")]
    [InlineData("WFM:1:2:x=x:y")]
    [InlineData("WFM:1:2:-3=x:y")]
    [InlineData("WFM:1:2:3000000000=x:y")]
    [InlineData(":1:2:3=x:y")]
    [InlineData("WFM:1:2:3=")]
    [InlineData("WFM:1:2:3=x")]
    [InlineData("WFM:1:2:3=x::y")]
    [InlineData("WFM:1:2:3=$a.BAS")]
    [InlineData("WFM:1:2:3=$0.BAS")]
    [InlineData("WFM:1:2:3=$../1.BAS")]
    [InlineData("WFM:1:2:3=$1.EXE")]
    public void A_malformed_line_is_reported_and_kept(string line)
    {
        var map = Parse("; ok\n" + line + "\n");

        var finding = Assert.Single(map.Findings);
        Assert.Equal((2, line), (finding.Line, finding.Text));
        Assert.NotEmpty(finding.Reason);
        Assert.Empty(map.Mappings);
        map.Add(Hamburg, SourcePath.Parse("a:b"));
        Assert.Equal("; ok\n" + line + "\niWFM R4 Hamburg:1:1002:1003=a:b\n", Text(map));
    }

    [Fact]
    public void What_is_odd_is_reported_with_its_line()
    {
        var map = Parse("A:1:2:3=x:y\nA:1:2:3=$1.BAS\nA:1:2:3=x:y\nB:1:2:3=$5.BAS\nA:1:2:3=$2.BAS\n");

        Assert.Equal([2, 3, 4], map.Findings.Select(finding => finding.Line));
        Assert.Equal(3, map.Findings.Select(finding => finding.Reason).Distinct().Count());
        Assert.Equal("$2.BAS", map.Find(new("A", 1, 2, 3))!.ScriptFile);
        Assert.Equal(2, map.Find(new("A", 1, 2, 3))!.Sources.Count);
    }

    [Fact]
    public void A_new_metric_stands_behind_the_target_s_others()
    {
        var map = Parse(Documented + "; end");

        map.Add(Hamburg, SourcePath.Parse("CSV:A:Calls"));
        map.Add(new("WFM", 1, 2, 3), SourcePath.Parse("CSV:A:Calls"));

        Assert.Equal(
            Documented.Replace("iWFM R4 Hamburg:1:1002:1003=$", "iWFM R4 Hamburg:1:1002:1003=CSV:A:Calls\r\niWFM R4 Hamburg:1:1002:1003=$", StringComparison.Ordinal)
                + "; end\r\nWFM:1:2:3=CSV:A:Calls",
            Text(map));
        Assert.Equal([1, 2, 3, 4], map.Find(Hamburg)!.Lines);
        Assert.Equal("CSV:A:Calls", map.Find(Hamburg)!.Sources[2].ToString());
    }

    [Fact]
    public void A_metric_stands_before_a_script_that_was_alone()
    {
        var map = Parse("A:1:2:3=$1.BAS\n");

        map.Add(new("A", 1, 2, 3), SourcePath.Parse("x:y"));

        Assert.Equal("A:1:2:3=x:y\nA:1:2:3=$1.BAS\n", Text(map));
    }

    [Fact]
    public void A_metric_is_mapped_to_a_target_only_once()
    {
        var map = Parse(Documented);

        Assert.Equal("MappingExists", Assert.Throws<XlinkException>(() => map.Add(Hamburg, SourcePath.Parse("InvisionAcd1:Service 1:Calls"))).ErrorId);
        Assert.Equal(Documented, Text(map));
    }

    [Fact]
    public void Removing_takes_exactly_the_target_s_lines()
    {
        var map = Parse("; 1\nA:1:2:3=x:y\nB:1:2:3=x:y\nA:1:2:3=x:z\n; 2\nA:1:2:3=$1.BAS\nbad\n");

        Assert.True(map.Remove(new("A", 1, 2, 3), SourcePath.Parse("x:y")));
        Assert.False(map.Remove(new("A", 1, 2, 3), SourcePath.Parse("x:y")));
        Assert.Equal("; 1\nB:1:2:3=x:y\nA:1:2:3=x:z\n; 2\nA:1:2:3=$1.BAS\nbad\n", Text(map));
        Assert.True(map.Remove(new("A", 1, 2, 3), SourcePath.Parse("x:z")));
        Assert.Null(map.Find(new("A", 1, 2, 3)));
        Assert.True(map.Remove(new("B", 1, 2, 3)));
        Assert.False(map.Remove(new("B", 1, 2, 3)));
        Assert.Equal("; 1\n; 2\nbad\n", Text(map));
    }

    [Fact]
    public void A_script_is_added_exchanged_and_removed()
    {
        var target = new MappingTarget("A", 1, 2, 3);
        var map = Parse("A:1:2:3=x:y\nA:1:2:3=x:z\nB:1:2:3=x:y\n");

        map.SetScript(target, "$12.bas");
        Assert.Equal("A:1:2:3=x:y\nA:1:2:3=x:z\nA:1:2:3=$12.bas\nB:1:2:3=x:y\n", Text(map));
        map.SetScript(target, AcdMap.ScriptFileName(3));
        Assert.Equal("A:1:2:3=x:y\nA:1:2:3=x:z\nA:1:2:3=$3.BAS\nB:1:2:3=x:y\n", Text(map));
        map.SetScript(target, null);
        Assert.Equal("A:1:2:3=x:y\nA:1:2:3=x:z\nB:1:2:3=x:y\n", Text(map));
        Assert.Equal("ScriptNameInvalid", Assert.Throws<XlinkException>(() => map.SetScript(target, "..\\x.BAS")).ErrorId);
        Assert.Equal("MappingNotFound", Assert.Throws<XlinkException>(() => map.SetScript(Hamburg, "$1.BAS")).ErrorId);
    }

    [Fact]
    public void Exchanging_a_script_changes_only_its_name()
    {
        var map = Parse(" A : 1:2:3 = x:y\n A : 1:2:3 =\t$1.BAS \n");

        map.SetScript(new("A", 1, 2, 3), "$2.BAS");

        Assert.Equal(" A : 1:2:3 = x:y\n A : 1:2:3 =\t$2.BAS \n", Text(map));
    }

    [Fact]
    public void The_next_script_number_is_the_least_that_neither_map_nor_folder_uses()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("Acd_Map.ini", "A:1:2:3=x:y\nA:1:2:3=$1.BAS\nB:1:2:3=x:y\n");
        _ = folder.Write("$2.bas", "");
        _ = folder.Write("$4.BAS", "");
        _ = folder.Write("notes.bas", "");
        var map = AcdMap.Load(folder.Path);

        Assert.Equal(3, map.NextScriptNumber());
        map.SetScript(new("B", 1, 2, 3), AcdMap.ScriptFileName(map.NextScriptNumber()));
        Assert.Equal(5, map.NextScriptNumber());
        map.Save();
        Assert.Equal("$3.BAS", AcdMap.Load(folder.Path).Find(new("B", 1, 2, 3))!.ScriptFile);
    }

    [Theory]
    [InlineData(";A", "x:y", "MappingNotWritable")]
    [InlineData(" A", "x:y", "MappingNotWritable")]
    [InlineData("", "x:y", "MappingNotWritable")]
    [InlineData("A:1:2:3=B", "x:y", "MappingNotWritable")]
    [InlineData("A", "x:y ", "MappingNotWritable")]
    [InlineData("A", "x:y\nB:1:2:3=x:y", "TextHasLineBreak")]
    [InlineData("A\0", "x:y", "TextHasLineBreak")]
    public void A_mapping_that_would_be_read_as_something_else_is_refused_and_changes_nothing(string serverEntry, string source, string errorId)
    {
        var map = Parse(Documented);

        var error = Assert.Throws<XlinkException>(() => map.Add(new(serverEntry, 1, 2, 3), SourcePath.Parse(source)));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(Documented, Text(map));
    }

    [Fact]
    public void A_character_that_the_encoding_lacks_is_refused_and_changes_nothing()
    {
        byte[] bytes = [.. "# Gr"u8, 0xFC, .. "n\n"u8];
        var map = AcdMap.Parse(bytes, "acd_map.ini");

        Assert.Equal("TextNotInEncoding", Assert.Throws<XlinkException>(() => map.Add(Hamburg, SourcePath.Parse("x:Ω"))).ErrorId);
        Assert.Equal(bytes, map.ToBytes());
    }

    [Fact]
    public void Any_bytes_are_written_as_they_were_read()
        => Check.One(Thorough, Prop.ForAll(MapFiles(), bytes => AcdMap.Parse(bytes, "acd_map.ini").ToBytes().AsSpan().SequenceEqual(bytes)));

    [Fact]
    public void What_was_added_is_read_back_and_all_others_stay()
        => Check.One(Thorough, Prop.ForAll(MapFiles(), IniText.Texts(), IniText.Texts(), (bytes, serverEntry, level) =>
        {
            var map = AcdMap.Parse(bytes, "acd_map.ini");
            var before = map.Mappings.Select(Show).ToList();
            var target = new MappingTarget(serverEntry, 0, int.MaxValue, 7);
            try
            {
                map.Add(target, SourcePath.Parse("x:" + level));
                var read = AcdMap.Parse(map.ToBytes(), "acd_map.ini");
                Assert.Equal(before.Append(Show(map.Find(target)!)), read.Mappings.Select(Show));
                Assert.True(read.Remove(target));
                Assert.Equal(before, read.Mappings.Select(Show));
            }
            catch (XlinkException error)
            {
                Assert.Contains(error.ErrorId, (string[])["MappingNotWritable", "TextHasLineBreak", "TextNotInEncoding", "SourcePathInvalid", "TextEncodingAmbiguous"]);
            }
        }));

    [Fact]
    public void Work_grows_with_the_size_of_the_change_and_not_of_the_file()
    {
        // Three changes for each of 100,000 targets: were each of them to walk through the file, this would take many minutes.
        const int Count = 100_000;
        using var folder = new TemporaryFolder();
        var map = AcdMap.Load(folder.Write("acd_map.ini", string.Concat(Enumerable.Range(0, Count).Select(i => FormattableString.Invariant($"WFM:1:{i}:3=CSV:Queue {i}:Calls\n")))));
        for (var i = 0; i < Count; i++)
        {
            var target = new MappingTarget("WFM", 1, i, 3);
            map.Add(target, SourcePath.Parse("CSV:second:Calls"));
            map.SetScript(target, AcdMap.ScriptFileName(map.NextScriptNumber()));
            if (i % 2 == 1)
            {
                Assert.True(map.Remove(target));
            }
        }

        map.Save();
        var read = AcdMap.Load(folder.Path).Mappings;
        Assert.Equal(Count / 2, read.Count);
        Assert.All(read, mapping => Assert.Equal((2, true), (mapping.Sources.Count, mapping.ScriptFile is not null)));
    }

    private static string Show(QueueMapping mapping) => mapping.Target + " <- " + string.Join(" | ", mapping.Sources) + " " + mapping.ScriptFile;

    private static Arbitrary<byte[]> MapFiles()
    {
        string[] fragments =
            ["WFM:1:2:3=x:y", "WFM:1:2:3=$1.BAS", "W=M:1:2:3", ":", "=", "$", "1", ".bas", "\r", "\n", "\r\n", " ", ";", "#", "ä", "\0", "\nA:0:1:2=Zürich:b=c:d\n"];
        var files =
            from parts in Gen.Elements(fragments).ListOf()
            from encoding in Gen.Elements<Encoding>(Encoding.UTF8, Encoding.Latin1, Encoding.Unicode)
            select (byte[])[.. Equals(encoding, Encoding.Unicode) ? encoding.GetPreamble() : [], .. encoding.GetBytes(string.Concat(parts))];
        return Arb.From(Gen.OneOf(files, IniText.Files().Generator));
    }

    private static AcdMap Parse(string text) => AcdMap.Parse(Encoding.UTF8.GetBytes(text), "acd_map.ini");

    private static string Text(AcdMap map) => Encoding.UTF8.GetString(map.ToBytes());
}
