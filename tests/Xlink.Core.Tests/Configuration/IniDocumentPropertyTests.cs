using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Configuration;

namespace Xlink.Core.Tests.Configuration;

public sealed class IniDocumentPropertyTests
{
    private const string Path = "test.ini";
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Fact]
    public void Any_bytes_are_written_as_they_were_read()
    {
        Check.One(Thorough, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsSame(bytes, IniDocument.Parse(bytes, Path).ToBytes())));
        Check.One(Thorough, Prop.ForAll(IniText.Files(), bytes => IsSame(bytes, IniDocument.Parse(bytes, Path).ToBytes())));
    }

    [Fact]
    public void A_value_that_was_set_is_read_back_and_all_others_stay()
        => Check.One(Thorough, Prop.ForAll(IniText.Files(), IniText.Texts(), IniText.Texts(), (bytes, key, value) =>
        {
            foreach (var section in Sections(bytes).Append("New").Append(key))
            {
                CheckSet(bytes, section, key, value);
            }
        }));

    [Fact]
    public void Setting_an_existing_value_changes_no_other_line_and_nothing_else_in_its_own()
        => Check.One(Thorough, Prop.ForAll(IniText.Files(), IniText.Texts(), (bytes, value) =>
        {
            foreach (var section in Sections(bytes))
            {
                foreach (var key in IniDocument.Parse(bytes, Path).FindSection(section)!.Keys)
                {
                    CheckExchange(bytes, section, key, value);
                }
            }
        }));

    [Fact]
    public void A_removed_key_is_gone_and_all_others_stay()
        => Check.One(Thorough, Prop.ForAll(IniText.Files(), bytes =>
        {
            foreach (var section in Sections(bytes).Append(string.Empty))
            {
                foreach (var key in IniDocument.Parse(bytes, Path).FindSection(section)!.Keys)
                {
                    var document = IniDocument.Parse(bytes, Path);
                    var expected = Values(document);
                    Assert.True(document.RemoveKey(section, key));
                    _ = expected.Remove((section, key.ToUpperInvariant()));
                    CheckSame(expected, document);
                }
            }
        }));

    [Fact]
    public void A_removed_section_is_gone_and_all_others_stay()
        => Check.One(Thorough, Prop.ForAll(IniText.Files(), bytes =>
        {
            foreach (var section in Sections(bytes).Where(name => name.Length > 0))
            {
                var document = IniDocument.Parse(bytes, Path);
                var view = document.FindSection(section)!;
                var expected = Values(document);
                Assert.True(document.RemoveSection(section));
                Assert.Empty(view.Keys);
                CheckSame(expected.Where(pair => pair.Key.Section != section).ToDictionary(), document);
            }
        }));

    [Fact]
    public void A_document_that_was_changed_often_is_what_a_fresh_reader_sees()
        => Check.One(Thorough, Prop.ForAll(IniText.Files(), IniText.Texts(), IniText.Texts(), (bytes, first, second) =>
        {
            var document = IniDocument.Parse(bytes, Path);
            Attempt(() => document.SetValue("General", first, second));
            Attempt(() => document.SetValue(first, second, first));
            _ = document.RemoveKey("General", first);
            Attempt(() => document.SetValue("DB", "1", second));
            _ = document.RemoveSection(first);
            Attempt(() => document.SetValue("General", "last", "1"));
            CheckSame(Values(document), document);
        }));

    private static void CheckSet(byte[] bytes, string section, string key, string value)
    {
        var document = IniDocument.Parse(bytes, Path);
        var expected = Values(document);
        try
        {
            document.SetValue(section, key, value);
        }
        catch (XlinkException error)
        {
            Assert.Contains(error.ErrorId, (string[])["TextHasLineBreak", "TextNotInEncoding", "SectionNameInvalid", "KeyNameInvalid"]);
            Assert.Equal(bytes, document.ToBytes());
            return;
        }

        var name = document.FindSection(section)!.Name;
        expected[(name, key.ToUpperInvariant())] = value;
        CheckSame(expected, document);
    }

    private static void CheckExchange(byte[] bytes, string section, string key, string value)
    {
        var document = IniDocument.Parse(bytes, Path);
        var line = document.FindSection(section)!.GetLine(key)!.Value - 1;
        var before = Lines(bytes);
        try
        {
            document.SetValue(section, key, value);
            var after = Lines(document.ToBytes());
            Assert.Equal(before.Length, after.Length);
            Assert.Equal(before[..line], after[..line]);
            Assert.Equal(before[(line + 1)..], after[(line + 1)..]);
            Assert.StartsWith(before[line][..(before[line].IndexOf('=', StringComparison.Ordinal) + 1)], after[line], StringComparison.Ordinal);
            Assert.Equal(document.FindSection(section)!.GetLine(key), line + 1);
        }
        catch (XlinkException)
        {
            // That a refused value changes nothing is stated above.
        }
    }

    private static void CheckSame(Dictionary<(string Section, string Key), string?> expected, IniDocument document)
    {
        Assert.Equal(InOrder(expected), InOrder(Values(document)));
        byte[] written;
        try
        {
            written = document.ToBytes();
        }
        catch (XlinkException error)
        {
            Assert.Equal("TextEncodingAmbiguous", error.ErrorId);
            return;
        }

        var read = IniDocument.Parse(written, Path);
        Assert.Equal(InOrder(expected), InOrder(Values(read)));
        Assert.Equal(document.Sections.Select(Places), read.Sections.Select(Places));
    }

    // Ordinal: to a culture, names of control characters are all the same.
    private static IEnumerable<KeyValuePair<(string Section, string Key), string?>> InOrder(Dictionary<(string Section, string Key), string?> values)
        => values.OrderBy(pair => pair.Key.Section, StringComparer.Ordinal).ThenBy(pair => pair.Key.Key, StringComparer.Ordinal);

    private static string Places(IConfigurationSection section)
        => section.Name + ":" + string.Join("|", section.Keys.Select(key => key + "@" + section.GetLine(key)));

    private static Dictionary<(string Section, string Key), string?> Values(IniDocument document)
        => document.Sections.Append(document.FindSection(string.Empty)!)
            .SelectMany(section => section.Keys.Select(key => (section.Name, key, value: section.GetValue(key))))
            .Distinct()
            .ToDictionary(entry => (entry.Name, entry.key.ToUpperInvariant()), entry => entry.value);

    private static List<string> Sections(byte[] bytes) => [.. IniDocument.Parse(bytes, Path).Sections.Select(section => section.Name)];

    // Bytes one by one, so that every encoding splits the same way; the zero bytes of UTF-16 stay beside their characters.
    private static string[] Lines(byte[] bytes)
    {
        var text = bytes is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(bytes) : bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        return text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
    }

    private static bool IsSame(byte[] expected, byte[] actual) => expected.AsSpan().SequenceEqual(actual);

    private static void Attempt(Action change)
    {
        try
        {
            change();
        }
        catch (XlinkException)
        {
            // A refused change is fine here; what counts is the state afterwards.
        }
    }
}
