using System;
using Xlink.Mapping;

namespace Xlink.Core.Tests.Mapping;

public sealed class SourcePathTests
{
    [Theory]
    [InlineData("CSV:UHD_DE_IN:CallsOffered", "CSV", new[] { "UHD_DE_IN", "CallsOffered" })]
    [InlineData("InvisionAcd1:Service 1:Calls", "InvisionAcd1", new[] { "Service 1", "Calls" })]
    [InlineData("ACD:a:b:c=d", "ACD", new[] { "a", "b", "c=d" })]
    [InlineData("Zürich:Calls", "Zürich", new[] { "Calls" })]
    public void Reads_a_path_and_gives_its_text_back(string text, string externalSystem, string[] levels)
    {
        var path = SourcePath.Parse(text);

        Assert.Equal((externalSystem, levels[^1], text), (path.ExternalSystem, path.Metric, path.ToString()));
        Assert.Equal(levels, path.Levels);
        Assert.Equal(new SourcePath(externalSystem, levels), path);
    }

    [Fact]
    public void A_name_with_a_colon_keeps_its_text_though_the_file_does_not_tell_it_apart()
    {
        var known = new SourcePath("CSV", ["Sales: North", "Calls"]);

        Assert.Equal(["Sales: North", "Calls"], known.Levels);
        Assert.Equal(SourcePath.Parse("CSV:Sales: North:Calls"), known);
        Assert.Equal("Sales: North:Calls", known.Path);
        Assert.Equal(SourcePath.Parse("CSV:Sales: North:Calls").GetHashCode(), known.GetHashCode());
    }

    [Fact]
    public void Names_are_case_sensitive()
        => Assert.NotEqual(SourcePath.Parse("CSV:uhd:Calls"), SourcePath.Parse("CSV:UHD:Calls"));

    [Theory]
    [InlineData("")]
    [InlineData("CSV")]
    [InlineData("CSV:")]
    [InlineData(":Calls")]
    [InlineData("CSV::Calls")]
    public void What_is_no_path_is_refused(string text)
        => Assert.Equal("SourcePathInvalid", Assert.Throws<XlinkException>(() => SourcePath.Parse(text)).ErrorId);

    [Fact]
    public void A_path_cannot_be_made_of_names_that_are_none()
    {
        Action[] faults =
        [
            () => _ = new SourcePath("", ["a"]), () => _ = new SourcePath("a:b", ["c"]), () => _ = new SourcePath("a", []), () => _ = new SourcePath("a", ["b", ""]),
        ];

        Assert.All(faults, fault => Assert.Equal("SourcePathInvalid", Assert.Throws<XlinkException>(fault).ErrorId));
    }
}
