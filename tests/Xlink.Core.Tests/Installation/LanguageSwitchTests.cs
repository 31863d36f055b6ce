using System;
using System.IO;
using System.Linq;
using Xlink.Core.Tests.Services;
using Xlink.Installation;
using Xlink.Installation.Changes;

namespace Xlink.Core.Tests.Installation;

public sealed class LanguageSwitchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LanguageSwitchTests()
    {
        folder.Write("Xlink/isps_uls.exe");
        folder.Write("Xlink/Texts.lng", "English");
        folder.Write("Xlink/forms.lng", "English too");
        folder.Write("Xlink/german/texts.lng", "Deutsch");
        folder.Write("Xlink/german/forms.lng", "auch Deutsch");
        folder.Write("Xlink/french/texts.lng", "Français");
        folder.Write("Xlink/french/forms.lng", "aussi");
        folder.Write("Xlink/scripts/a.bas");
    }

    private XlinkInstallation Installation => XlinkInstallation.Open(folder["Xlink"]);

    private FakeServiceControl Control => new(folder["service.txt"]);

    [Fact]
    public void Both_files_of_a_language_folder_replace_those_of_the_installation()
    {
        LanguageSwitch.Set(Installation, "German", Control);

        Assert.Equal(("Deutsch", "auch Deutsch"), Read());
        Assert.Equal(["english", "french", "german"], Installation.Languages.Select(language => language.Name));
        Assert.Equal("german", Assert.Single(Installation.Languages, language => language.IsCurrent).Name);
        Assert.False(File.Exists(folder["Xlink/texts.lng"]));
    }

    [Fact]
    public void There_is_a_way_back_to_English_over_any_other_language()
    {
        LanguageSwitch.Set(Installation, "german", Control);
        LanguageSwitch.Set(Installation, "french", Control);

        LanguageSwitch.Set(Installation, "english", Control);

        Assert.Equal(("English", "English too"), Read());
        Assert.Equal("english", Assert.Single(Installation.Languages, language => language.IsCurrent).Name);
    }

    [Fact]
    public void A_fresh_installation_speaks_English_already()
    {
        Assert.Empty(LanguageSwitch.Plan(Installation, "english"));

        LanguageSwitch.Set(Installation, "english", Control);

        Assert.Equal(("English", "English too"), Read());
        Assert.False(Directory.Exists(folder["Xlink/english"]));
    }

    [Fact]
    public void The_plan_changes_nothing()
    {
        var plan = LanguageSwitch.Plan(Installation, "german");

        Assert.Equal(2, plan.Count(file => file.Kind == FileChangeKind.Replace));
        Assert.Equal(("English", "English too"), Read());
        Assert.False(Directory.Exists(folder["Xlink/english"]));
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("scripts")]
    [InlineData("../Xlink/german")]
    public void An_unknown_language_is_named_with_those_that_are_there(string name)
    {
        var error = Assert.Throws<XlinkException>(() => LanguageSwitch.Set(Installation, name, Control));

        Assert.Equal("LanguageUnknown", error.ErrorId);
        Assert.Contains("french, german", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void English_that_was_overwritten_by_hand_cannot_be_had()
    {
        File.Copy(folder["Xlink/german/texts.lng"], folder["Xlink/Texts.lng"], overwrite: true);
        File.Copy(folder["Xlink/german/forms.lng"], folder["Xlink/forms.lng"], overwrite: true);

        Assert.Equal("LanguageUnknown", Assert.Throws<XlinkException>(() => LanguageSwitch.Set(Installation, "english", Control)).ErrorId);
    }

    private (string, string) Read() => (File.ReadAllText(folder["Xlink/Texts.lng"]), File.ReadAllText(folder["Xlink/forms.lng"]));

    public void Dispose() => folder.Dispose();
}
