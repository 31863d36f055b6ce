using System.Linq;
using Xlink.Sources;

namespace Xlink.Core.Tests.Sources;

public sealed class SourceTreeTests
{
    [Fact]
    public void Has_groups_and_value_columns()
    {
        var tree = new SourceTree("CSV", ["UHD_DE_IN", "UHD_EN_IN"], [], ["CallsOffered", "AHT"]);

        Assert.Equal(
            ["CSV:UHD_DE_IN:CallsOffered", "CSV:UHD_DE_IN:AHT", "CSV:UHD_EN_IN:CallsOffered", "CSV:UHD_EN_IN:AHT"],
            tree.Leaves.Select(leaf => leaf.Path));
        Assert.Equal(["UHD_DE_IN", "UHD_EN_IN"], tree.Groups.Select(group => group.Name));
        Assert.Equal(new SourceSeries("UHD_EN_IN", null, "AHT"), tree.FindLeaf("CSV:UHD_EN_IN:AHT")!.Series);
    }

    [Fact]
    public void Has_sub_groups_between_them()
    {
        var tree = new SourceTree("CSV", ["Q"], ["Voice", "Chat"], ["Calls"]);

        Assert.Equal(["CSV:Q:Voice:Calls", "CSV:Q:Chat:Calls"], tree.Leaves.Select(leaf => leaf.Path));
        Assert.Equal(["Voice", "Chat"], tree.Groups.Single().Children.Select(child => child.Name));
        Assert.Equal(new SourceSeries("Q", "Chat", "Calls"), tree.FindLeaf("CSV:Q:Chat:Calls")!.Series);
    }

    [Fact]
    public void Names_may_have_colons_and_case_counts()
    {
        var tree = new SourceTree("CSV", ["A:B"], [], ["x:y"]);

        Assert.Equal("A:B", tree.FindLeaf("CSV:A:B:x:y")!.Series!.Group);
        Assert.Null(tree.FindLeaf("CSV:a:b:x:y"));
    }
}
