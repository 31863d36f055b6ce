using System;
using System.IO;
using System.Linq;
using System.Text;
using Xlink.Mapping;

namespace Xlink.Core.Tests.Mapping;

public sealed class ScriptFileTests : IDisposable
{
    private static readonly MappingTarget First = new("A", 1, 2, 3);
    private static readonly MappingTarget Second = new("B", 1, 2, 3);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_target_without_a_script_gets_the_next_free_number()
    {
        var map = Write("A:1:2:3=x:y\r\n; note\r\nB:1:2:3=x:y", "$1.bas");

        Assert.Equal("$2.BAS", ScriptFile.Set(map, First, Encoding.UTF8.GetBytes("new")));

        Assert.Equal("new", File.ReadAllText(folder["$2.BAS"]));
        Assert.Equal("A:1:2:3=x:y\r\nA:1:2:3=$2.BAS\r\n; note\r\nB:1:2:3=x:y", File.ReadAllText(folder["acd_map.ini"]));
    }

    [Fact]
    public void The_file_of_a_script_that_nobody_else_uses_is_replaced()
    {
        const string Text = "A:1:2:3=x:y\nA:1:2:3=$1.BAS\nB:1:2:3=x:y\nB:1:2:3=$2.BAS\n";
        var map = Write(Text, "$1.bas", "$2.BAS");

        Assert.Equal("$1.BAS", ScriptFile.Set(map, First, Encoding.UTF8.GetBytes("new")));

        Assert.Equal(("new", "old"), (File.ReadAllText(folder["$1.bas"]), File.ReadAllText(folder["$2.BAS"])));
        Assert.Equal(Text, File.ReadAllText(folder["acd_map.ini"]));
    }

    [Fact]
    public void A_script_that_another_target_uses_too_stays_as_it_is()
    {
        var map = Write("A:1:2:3=x:y\nA:1:2:3=$1.BAS\nB:1:2:3=x:y\nB:1:2:3=$1.bas\n", "$1.BAS");

        Assert.Equal("$2.BAS", ScriptFile.Set(map, Second, Encoding.UTF8.GetBytes("new")));

        Assert.Equal(("old", "new"), (File.ReadAllText(folder["$1.BAS"]), File.ReadAllText(folder["$2.BAS"])));
        Assert.Equal("$1.BAS", AcdMap.Load(folder.Path).Find(First)!.ScriptFile);
        Assert.Equal("$2.BAS", AcdMap.Load(folder.Path).Find(Second)!.ScriptFile);
    }

    [Fact]
    public void A_script_file_that_is_missing_gets_a_number_of_its_own()
    {
        var map = Write("A:1:2:3=x:y\nA:1:2:3=$1.BAS\n");

        Assert.Equal("$2.BAS", ScriptFile.Set(map, First, Encoding.UTF8.GetBytes("new")));
        Assert.Equal("new", File.ReadAllText(folder["$2.BAS"]));
    }

    [Fact]
    public void Where_the_mappings_cannot_be_saved_no_script_file_is_left()
    {
        var map = Write("A:1:2:3=x:y\n", "$1.BAS");
        folder.Write("acd_map.ini", "somebody else's\n");

        var error = Assert.Throws<XlinkException>(() => ScriptFile.SaveNew(map, First, Encoding.UTF8.GetBytes("new")));

        Assert.Equal("FileChangedOnDisk", error.ErrorId);
        Assert.Equal(["$1.BAS", "acd_map.ini"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_target_that_is_not_mapped_gets_none()
    {
        var map = Write("A:1:2:3=x:y\n");

        Assert.Equal("MappingNotFound", Assert.Throws<XlinkException>(() => ScriptFile.Set(map, Second, [])).ErrorId);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    private AcdMap Write(string text, params string[] scripts)
    {
        folder.Write("acd_map.ini", text);
        foreach (var script in scripts)
        {
            folder.Write(script, "old");
        }

        return AcdMap.Load(folder.Path);
    }
}
