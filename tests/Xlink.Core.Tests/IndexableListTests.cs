using System.Collections.Generic;
using Xlink.Importing;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests;

public sealed class IndexableListTests
{
    private static readonly string[] Items = ["A", "B; C", "D"];

    [Fact]
    public void It_is_written_as_its_items()
    {
        Assert.Equal("A; B; C; D", Items.Indexable().ToString());
        Assert.Equal(string.Empty, ((IReadOnlyList<string>)[]).Indexable().ToString());
        Assert.Equal(
            "Calls; AHT",
            new WfmQueue { Id = 1, ParentId = 1, Name = "Hotline", Path = "Hotline", ValueTypes = [new() { Id = 1, Name = "Calls" }, new() { Id = 2, Name = "AHT" }] }.ValueTypes.ToString());
    }

    [Fact]
    public void Any_list_becomes_a_public_one_that_shows_what_is_in_it_and_not_twice()
    {
        IReadOnlyList<string> made = [.. Items];
        List<string> growing = [.. Items];
        var view = ((IReadOnlyList<string>)growing).Indexable();
        growing.Add("E");

        Assert.Equal(Items, made.Indexable());
        Assert.True(made.Indexable().GetType().IsVisible);
        Assert.Equal("E", view[3]);
        Assert.Same(view, view.Indexable());
        Assert.Null(((IReadOnlyList<string>?)null).Indexable());
    }

    [Fact]
    public void A_list_of_a_public_type_of_its_own_stays()
    {
        var days = new ImportedDays("WFM");

        Assert.Same(days, ((IReadOnlyList<ImportedDay>)days).Indexable());
        Assert.Equal("0", days.ToString());
    }

    [Fact]
    public void Records_that_hold_one_list_are_equal()
    {
        Assert.Equal(User(Items), User(Items));
        Assert.NotEqual(User(Items), User([.. Items]));

        static WfmUser User(IReadOnlyList<string> groups) => new() { Id = 1, UserName = "xlink", Groups = groups };
    }
}
