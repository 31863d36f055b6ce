using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Core.Tests.Importing;
using Xlink.Mapping;
using Xlink.Targets;

namespace Xlink.Core.Tests.Mapping;

/// <summary>The server has queue 2 below the root (1) and queue 3 below queue 2, each with the value types 1001 and 1002.</summary>
public sealed class MapCorrectionTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 3, 9, 7, 5, 1);

    private readonly TemporaryFolder folder = new();
    private readonly ImportRecorder log = new();

    private readonly Dictionary<string, ServerInventory> servers = new()
    {
        ["WFM"] = new() { Queues = new FakeTarget().Queues, ExternalSystems = [] },
    };

    private string Map => folder["acd_map.ini"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_wrong_parent_queue_is_put_right_and_no_other_byte_changes()
    {
        var steps = Correct("; note\r\n  WFM : 9 : 3:1001 = CSV:A:9 : 3 \r\nWFM:1:2:1001=CSV:A:Calls\nWFM:09:3:1001=CSV:B:Calls\r\nWFM:9:3:1001=$1.BAS");

        Assert.Equal("; note\r\n  WFM : 2 : 3:1001 = CSV:A:9 : 3 \r\nWFM:1:2:1001=CSV:A:Calls\nWFM:2:3:1001=CSV:B:Calls\r\nWFM:2:3:1001=$1.BAS", File.ReadAllText(Map));
        var step = Assert.Single(steps);
        Assert.Equal((MapCorrectionKind.Updated, new MappingTarget("WFM", 2, 3, 1001)), (step.Kind, step.ValidTarget));
        Assert.Equal([2, 4, 5], step.Changes.Select(change => change.Line));
        Assert.Equal(("WFM:09:3:1001=CSV:B:Calls", "WFM:2:3:1001=CSV:B:Calls"), (step.Changes[1].Old, step.Changes[1].New));
        Assert.Contains("German/English", step.Changes[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_exists_twice_with_a_wrong_parent_is_removed_and_its_script_s_file_stays()
    {
        folder.Write("$4.BAS", "Sub Main()\nEnd Sub");

        var steps = Correct("WFM:7:3:1001=CSV:A:Calls\nWFM:7:3:1001=$4.BAS\nWFM:2:3:1001=CSV:A:Calls\nWFM:8:3:1001=CSV:B:Calls\n");

        Assert.Equal("WFM:2:3:1001=CSV:A:Calls\n", File.ReadAllText(Map));
        Assert.Equal([MapCorrectionKind.Removed, MapCorrectionKind.Removed], steps.Select(step => step.Kind));
        Assert.All(steps, step => Assert.Equal(new MappingTarget("WFM", 2, 3, 1001), step.ValidTarget));
        Assert.Equal([1, 2, 4], steps.SelectMany(step => step.Changes).Select(change => change.Line));
        Assert.True(File.Exists(folder["$4.BAS"]));
        Assert.Equal(1, AcdMap.Load(folder.Path).NextScriptNumber());
    }

    [Fact]
    public void Of_several_wrong_ones_the_first_is_put_right_and_the_others_go()
    {
        var steps = Correct("WFM:7:3:1001=CSV:A:Calls\nWFM:8:3:1001=CSV:B:Calls\nWFM:8:3:1002=CSV:B:AHT\n");

        Assert.Equal("WFM:2:3:1001=CSV:A:Calls\nWFM:2:3:1002=CSV:B:AHT\n", File.ReadAllText(Map));
        Assert.Equal([MapCorrectionKind.Updated, MapCorrectionKind.Updated, MapCorrectionKind.Removed], steps.Select(step => step.Kind));
    }

    [Fact]
    public void A_removal_that_rests_on_an_update_is_not_done_without_it()
    {
        folder.Write("acd_map.ini", "WFM:7:3:1001=CSV:A:Calls\nWFM:8:3:1001=CSV:B:Calls\n");
        var correction = MapCorrection.Find(AcdMap.Load(folder.Path), servers);

        Assert.False(correction.Apply(correction.Steps[1]));
        Assert.Null(correction.Save(Now));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("WFM:1:99:1001=CSV:A:Calls\n")]
    [InlineData("WFM:1:2:99=CSV:A:Calls\n")]
    public void What_the_server_does_not_have_stays_and_is_reported(string text)
    {
        var step = Assert.Single(Correct(text));

        Assert.Equal((MapCorrectionKind.Unknown, null), (step.Kind, step.ValidTarget));
        Assert.Equal(text, File.ReadAllText(Map));
        Assert.Contains(log.Log, line => line.StartsWith("Warning: The mapping WFM:1:", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("WFM:1:2:1001=CSV:A:Calls\nWFM:2:3:1001=CSV:A:Calls\n")]
    [InlineData("Other:7:3:1001=CSV:A:Calls\n")]
    [InlineData("; nothing\n")]
    [InlineData("nonsense\nWFM:7:x:1001=CSV:A:Calls\n")]
    [InlineData("wfm:1:2:1001=CSV:A:Calls\nWFM:1:2:1001=CSV:A:Calls\n")]
    public void What_is_right_or_belongs_to_a_server_that_was_not_asked_is_left_alone(string text)
    {
        Assert.Empty(Correct(text));

        Assert.Equal(text, File.ReadAllText(Map));
        Assert.Single(Directory.GetFiles(folder.Path));
        Assert.Empty(log.Log);
    }

    [Fact]
    public void The_name_of_the_server_entry_may_have_colons_equals_signs_blanks_and_umlauts()
    {
        servers["Süd = A:1:2 x"] = servers["WFM"];

        Correct("Süd = A:1:2 x:9:3:1001=CSV:Größe = 1:9:3:1001=$x\n");

        Assert.Equal("Süd = A:1:2 x:2:3:1001=CSV:Größe = 1:9:3:1001=$x\n", File.ReadAllText(Map));
    }

    [Fact]
    public void The_file_is_kept_byte_for_byte_under_the_documented_name()
    {
        byte[] bytes = [.. "# "u8, 0xFC, 0xFF, .. "\nWFM:9:3:1001=CSV:A:Calls\r\n"u8];
        folder.Write("acd_map.ini", bytes);

        Correct();

        Assert.Equal(bytes, File.ReadAllBytes(folder["Acd_map260309070501.ini"]));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        Assert.Contains(log.Log, line => line.Contains(folder["Acd_map260309070501.ini"], StringComparison.Ordinal));
    }

    [Fact]
    public void A_kept_file_of_the_same_second_is_not_overwritten()
    {
        folder.Write("Acd_map260309070501.ini", "first");
        folder.Write("Acd_map260309070502.ini", "second");

        Correct("WFM:9:3:1001=CSV:A:Calls\n");

        Assert.Equal(("first", "second"), (File.ReadAllText(folder["Acd_map260309070501.ini"]), File.ReadAllText(folder["Acd_map260309070502.ini"])));
        Assert.Equal("WFM:9:3:1001=CSV:A:Calls\n", File.ReadAllText(folder["Acd_map260309070503.ini"]));
    }

    [Fact]
    public void The_log_has_the_documented_messages()
    {
        Correct("WFM:9:3:1001=CSV:A:Calls\nWFM:8:2:1002=CSV:A:AHT\nWFM:1:2:1002=CSV:B:AHT\n");

        Assert.Equal(
            [
                "Invalid Mapping detected and automatically corrected: WFM:9:3:1001=CSV:A:Calls",
                "Updated to: WFM:2:3:1001=CSV:A:Calls",
                "Invalid Mapping(s) detected and automatically removed: WFM:8:2:1002=CSV:A:AHT",
                "The following valid mapping was identified: WFM:1:2:1002=CSV:B:AHT",
            ],
            log.Log.Where(line => !line.StartsWith("Warning: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_second_correction_finds_nothing()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Arb.From(MapFiles()), text =>
        {
            var map = AcdMap.Parse(Encoding.UTF8.GetBytes(text), Map);
            var correction = MapCorrection.Find(map, servers);
            foreach (var step in correction.Steps)
            {
                Assert.Equal(step.Kind != MapCorrectionKind.Unknown, correction.Apply(step));
            }

            var again = MapCorrection.Find(AcdMap.Parse(map.ToBytes(), Map), servers).Steps;
            Assert.All(again, step => Assert.Equal(MapCorrectionKind.Unknown, step.Kind));
            Assert.Equal(Known(text), Known(Encoding.UTF8.GetString(map.ToBytes())));
        }));

    // Which value types of which queues are mapped: no correction may lose one.
    private static IEnumerable<(string, int, int)> Known(string text) => AcdMap.Parse(Encoding.UTF8.GetBytes(text), "acd_map.ini").Mappings
        .Select(mapping => (mapping.Target.ServerEntry, mapping.Target.QueueId, mapping.Target.ValueTypeId)).Distinct().Order();

    private static Gen<string> MapFiles()
    {
        var line =
            from parent in Gen.Choose(1, 4)
            from queue in Gen.Choose(2, 4)
            from valueType in Gen.Choose(1001, 1003)
            from source in Gen.Elements("CSV:A:Calls", "CSV:B:AHT", "$1.BAS", "nonsense")
            select FormattableString.Invariant($"WFM:{parent}:{queue}:{valueType}={source}\n");
        return line.ListOf().Select(string.Concat);
    }

    private IReadOnlyList<MapCorrectionStep> Correct(string text)
    {
        folder.Write("acd_map.ini", text);
        return Correct();
    }

    private IReadOnlyList<MapCorrectionStep> Correct()
    {
        var map = AcdMap.Load(folder.Path);
        var correction = MapCorrection.Find(map, servers);
        AutomaticMappingCorrection.Correct(map, correction, log, Now);
        return correction.Steps;
    }
}
