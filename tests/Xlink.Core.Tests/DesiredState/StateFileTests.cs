using System;
using System.IO;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xlink.DesiredState;

namespace Xlink.Core.Tests.DesiredState;

public sealed class StateFileTests
{
    [Theory]
    [InlineData("{\n \"pathh\": \"x\" }", 2, "DesiredStateNameUnknown", "path")]
    [InlineData("{\n \"path\": \"x\",\n \"PATH\": \"y\" }", 3, "DesiredStateNameTwice", "PATH")]
    [InlineData("{\n \"path\": 1 }", 2, "DesiredStateTypeInvalid", "path")]
    [InlineData("[]", 1, "DesiredStateTypeInvalid", "The file")]
    [InlineData("{ \"path\": \"\" }", 1, "DesiredStateValueInvalid", "path")]
    [InlineData("{\n\n \"servers\": [\n  { \"name\": \"WFM\", \"url\": \"http://x\" }] }", 4, "DesiredStateValueInvalid", "servers[1].url")]
    [InlineData("{ \"servers\": [\n { \"url\": \"iwfm://x:1\" }] }", 2, "DesiredStateNameMissing", "servers[1].name")]
    [InlineData("{ \"servers\": [{ \"name\": \"A,B\" }] }", 1, "DesiredStateValueInvalid", "servers[1].name")]
    [InlineData("{ \"servers\": [{ \"name\": \"WFM\",\n \"password\": \"geheim\" }] }", 2, "DesiredStatePasswordPlain", "servers[1].password")]
    [InlineData("{ \"servers\": [{ \"name\": \"WFM\", \"password\": { \"environment\": \"A\", \"file\": \"b\" } }] }", 1, "DesiredStateValueInvalid", "servers[1].password")]
    [InlineData("{ \"servers\": [{ \"name\": \"WFM\", \"password\": { \"environment\": \"A\", \"vault\": \"b\" } }] }", 1, "DesiredStateValueInvalid", "servers[1].password")]
    [InlineData("{ \"externalSystems\": [{ \"name\": \"A\", \"keys\": {\n \"Pwd\": \"geheim\" } }] }", 1, "DesiredStatePasswordPlain", "externalSystems[1].keys.Pwd")]
    [InlineData("{ \"externalSystems\": [{ \"name\": \"A\" }] }", 1, "DesiredStateNameMissing", "externalSystems[1].keys")]
    [InlineData("{ \"externalSystems\": [{ \"name\": \"A\", \"keys\": { \"x\": 1 } }, { \"name\": \"a\", \"keys\": { \"x\": 1 } }] }", 1, "DesiredStateNameTwice", "externalSystems")]
    [InlineData("{ \"general\": { \"CallDataImport\": \"none\" } }", 1, "DesiredStateValueInvalid", "general")]
    [InlineData("{ \"general\": { \"x\": { } } }", 1, "DesiredStateTypeInvalid", "general.x")]
    [InlineData("{ \"general\": { \"x\": \"a\\nb\" } }", 1, "DesiredStateTypeInvalid", "general.x")]
    [InlineData("{ \"mappings\": [{ \"target\": \"WFM:1:2\", \"sources\": [\"A:B\"] }] }", 1, "DesiredStateValueInvalid", "mappings[1].target")]
    [InlineData("{ \"mappings\": [{ \"target\": \"WFM:1:2:3\", \"sources\": [] }] }", 1, "DesiredStateNameMissing", "mappings[1].sources")]
    [InlineData("{ \"mappings\": [{ \"target\": \"WFM:1:2:3\", \"sources\": [\"A:B\", \"A:B\"] }] }", 1, "DesiredStateValueInvalid", "mappings[1].sources")]
    [InlineData("{ \"schedule\": { \"callData\": { \"mode\": \"weekly\" } } }", 1, "DesiredStateValueInvalid", "schedule.callData.mode")]
    [InlineData("{ \"schedule\": { \"callData\": { \"time\": \"24:00\" } } }", 1, "DesiredStateValueInvalid", "schedule.callData.time")]
    [InlineData("{ \"schedule\": { \"callData\": { \"minutes\": 1441 } } }", 1, "DesiredStateValueInvalid", "schedule.callData.minutes")]
    [InlineData("{ \"service\": { } }", 1, "DesiredStateNameMissing", "service.state")]
    [InlineData("{ \"source\": { \"uri\": \"https://x\" } }", 1, "DesiredStateValueInvalid", "source")]
    [InlineData("{\n \"path\": }", 2, "DesiredStateSyntax", "JSON")]
    [InlineData("", 1, "DesiredStateSyntax", "JSON")]
    [InlineData("{} {}", 1, "DesiredStateSyntax", "JSON")]
    public void What_is_wrong_is_told_with_file_and_line(string json, int line, string errorId, string name)
    {
        var error = Assert.Throws<XlinkException>(() => Read(json));

        Assert.Equal((errorId, line), (error.ErrorId, error.Line));
        Assert.EndsWith("state.json", error.FilePath, StringComparison.Ordinal);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
        Assert.DoesNotContain("geheim", error.Message + error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest_one() => Assert.Contains("externalSystems", Assert.Throws<XlinkException>(() => Read("{ \"externalSystem\": [] }")).Remedy, StringComparison.Ordinal);

    [Fact]
    public void Text_that_is_no_UTF8_is_an_error_and_no_crash()
        => Assert.Equal("DesiredStateSyntax", Assert.Throws<XlinkException>(() => XlinkDesiredState.FromJson([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}'], "state.json")).ErrorId);

    [Fact]
    public void Deep_nesting_is_an_error_and_no_crash()
        => Assert.Equal("DesiredStateSyntax", Assert.Throws<XlinkException>(() => Read(new string('[', 100_000))).ErrorId);

    [Fact]
    public void Comments_commas_at_the_end_and_a_byte_order_mark_are_read()
        => Assert.Equal("x", XlinkDesiredState.FromJson([.. Encoding.UTF8.GetPreamble(), .. "{ // mine\n \"path\": \"x\", }"u8], "state.json").Path);

    [Fact]
    public void Json_reads_back_as_it_was_written()
    {
        using var site = new StateSite();
        var state = site.Read(StateSite.Everything);
        Assert.Equal(state.ToJson(), site.Read(state.ToJson()).ToJson());
    }

    [Fact]
    public void Any_text_survives_as_the_value_of_a_key() => Prop.ForAll<NonNull<string>>(text =>
    {
        var value = text.Get.Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal).Replace("\0", string.Empty, StringComparison.Ordinal);
        if (!IsWellFormed(value))
        {
            return;
        }

        var state = new XlinkDesiredState { General = new System.Collections.Generic.Dictionary<string, string> { ["Key"] = value } };
        Assert.Equal(value, Read(state.ToJson()).General!["Key"]);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("it's", "'it''s'")]
    [InlineData("\u2019", "'\u2019\u2019'")]
    [InlineData("$x `n", "'$x `n'")]
    public void A_data_file_quotes_texts_so_that_nothing_in_them_means_anything(string text, string written)
        => Assert.Contains("'Key' = " + written, new XlinkDesiredState { General = new System.Collections.Generic.Dictionary<string, string> { ["Key"] = text } }.ToDataFile(), StringComparison.Ordinal);

    private static bool IsWellFormed(string text) => text.Equals(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    private static XlinkDesiredState Read(string json) => XlinkDesiredState.FromJson(Encoding.UTF8.GetBytes(json), Path.GetFullPath("state.json"));
}
