using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Configuration;

/// <summary>
/// A configuration file in INI form that is changed without a trace anywhere else: comments (<c>;</c> and <c>#</c>), order, duplicate
/// keys and sections, text behind a <c>]</c>, spacing, quotes, line ends and encoding stay byte for byte. Any bytes can be read.
/// </summary>
/// <remarks>
/// <para>Keys are case-insensitive, blanks around <c>=</c> are optional, a section may carry duplicate keys and text after <c>]</c>
/// [documented]; of duplicate keys the last one counts [our reading]. A section is found by its exact name, or else by its name in
/// another case [our reading]. Blanks are spaces and tabs. A line that is none of these is kept and means nothing.</para>
/// <para>A file with a byte order mark is UTF-8 or UTF-16; one without is UTF-8 if it is valid UTF-8, else Windows-1252 [our reading].</para>
/// <para>The document is not safe for use by several threads at once.</para>
/// </remarks>
public sealed class IniDocument
{
    private readonly TextDocument text;
    private readonly ConfigurationFile file;
    private readonly List<IniSection> sections = [];
    private readonly Dictionary<string, IniSection> sectionByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IniSection> sectionByNameInAnyCase = new(StringComparer.OrdinalIgnoreCase);

    private IniDocument(ConfigurationFile file)
    {
        this.file = file;
        text = TextDocument.Parse(file.Content, file.Path);
        Index();
    }

    /// <summary>Path of the file the document belongs to.</summary>
    public string FilePath => file.Path;

    /// <summary>The sections in file order. Several of the same name appear as one.</summary>
    public IReadOnlyList<IConfigurationSection> Sections => sections.Where(section => section.Name.Length > 0).ToList<IConfigurationSection>();

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The document.</returns>
    /// <exception cref="XlinkException"><c>FileNotFound</c>, <c>FileAccessDenied</c>, <c>FileLocked</c>, <c>FileReadFailed</c>.</exception>
    public static IniDocument Load(string path) => new(ConfigurationFile.Load(path));

    /// <summary>Takes the content of a file that was read otherwise.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="path">The file, for messages and for <see cref="Save()"/>, which expects it to hold these bytes.</param>
    /// <returns>The document.</returns>
    public static IniDocument Parse(byte[] bytes, string path) => new(new ConfigurationFile(path, (byte[])bytes.Clone()));

    /// <summary>Finds a section by its exact name, or else by its name in another case [our reading].</summary>
    /// <param name="name">The name without brackets. The empty name stands for the lines before the first section.</param>
    /// <returns>The section, or <see langword="null"/>. It shows later changes of the document.</returns>
    public IConfigurationSection? FindSection(string name) => Find(name);

    /// <summary>The value of a key, as <see cref="IConfigurationSection.GetValue"/> gives it.</summary>
    /// <param name="section">Name of the section.</param>
    /// <param name="key">The key.</param>
    /// <returns>The value, or <see langword="null"/> if section or key is missing.</returns>
    public string? GetValue(string section, string key) => Find(section)?.GetValue(key);

    /// <summary>
    /// Sets a value. An existing one is exchanged within its line and keeps its quotes; of duplicate keys it is the one that counts. A
    /// new key stands behind the section's other keys and looks like them; a new section stands at the end.
    /// </summary>
    /// <param name="section">Name of the section.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value. It is put into double quotes where it would not be read back otherwise.</param>
    /// <exception cref="XlinkException"><c>SectionNameInvalid</c>, <c>KeyNameInvalid</c>; <c>TextHasLineBreak</c>: line breaks and NUL
    /// have no place in a line; <c>TextNotInEncoding</c>: the file's encoding lacks a character. Nothing is changed then.</exception>
    public void SetValue(string section, string key, string value)
    {
        CheckName(section, nameof(Messages.SectionNameInvalid), IsSectionName);
        CheckName(key, nameof(Messages.KeyNameInvalid), IsKeyName);
        text.CheckText(value, key);
        var target = Find(section) ?? AddSection(section);
        if (target.Find(key) is { } existing)
        {
            Exchange(existing.Line, value);
        }
        else
        {
            AddKey(target, key, value);
        }
    }

    /// <summary>Removes every line of a key.</summary>
    /// <param name="section">Name of the section.</param>
    /// <param name="key">The key.</param>
    /// <returns>Whether the key was there.</returns>
    public bool RemoveKey(string section, string key)
    {
        if (Find(section) is not { } target || target.Find(key) is not { } last)
        {
            return false;
        }

        for (var line = last; line is not null; line = line.Earlier)
        {
            if (line.Block.LastKey == line.Line)
            {
                line.Block.LastKey = PreviousKey(line.Line.Previous, line.Block.Header);
            }

            text.Remove(line.Line);
        }

        target.Remove(key);
        return true;
    }

    /// <summary>Removes a section with everything in it, except for comments behind a blank line: they belong to what follows.</summary>
    /// <param name="section">Name of the section.</param>
    /// <returns>Whether the section was there.</returns>
    public bool RemoveSection(string section)
    {
        if (Find(section) is not { Name.Length: > 0 } target)
        {
            return false;
        }

        foreach (var block in target.Blocks)
        {
            RemoveBlock(block);
        }

        _ = sections.Remove(target);
        _ = sectionByName.Remove(target.Name);
        if (sectionByNameInAnyCase[target.Name] == target)
        {
            _ = sectionByNameInAnyCase.Remove(target.Name);
            var other = sections.FirstOrDefault(candidate => string.Equals(candidate.Name, target.Name, StringComparison.OrdinalIgnoreCase));
            if (other is not null)
            {
                sectionByNameInAnyCase.Add(other.Name, other);
            }
        }

        target.Clear();
        return true;
    }

    /// <summary>The document as the bytes of a file.</summary>
    /// <returns>A copy of the caller's own.</returns>
    /// <exception cref="XlinkException"><c>TextEncodingAmbiguous</c>: after what was changed, the file would be read in another encoding.</exception>
    public byte[] ToBytes() => (byte[])text.ToBytes().Clone();

    /// <summary>Writes the document to its file in one step. A file that needs no change is left alone.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="ConfigurationFile.Save"/>, and <c>TextEncodingAmbiguous</c>.</exception>
    public void Save() => file.Save(text.ToBytes());

    /// <summary>Writes the document to another file in one step, whatever that holds. The document still belongs to its own file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="XlinkException">The errors of <see cref="ConfigurationFile.Write"/>, and <c>TextEncodingAmbiguous</c>.</exception>
    public void Save(string path) => ConfigurationFile.Write(path, text.ToBytes());

    private static bool IsSectionName(string name) => name.IndexOf(']') < 0;

    private static bool IsKeyName(string name) => name.Length > 0 && name.IndexOf('=') < 0 && name[0] is not (';' or '#' or '[');

    private void CheckName(string name, string errorId, Func<string, bool> isValid)
    {
        text.CheckText(name, name);
        if (!isValid(name) || name.AsSpan().Trim(IniLine.Blanks).Length != name.Length)
        {
            throw XlinkException.InFile(FilePath, null, errorId, XlinkErrorCategory.InvalidArgument, name);
        }
    }

    private void Index()
    {
        var section = Include(string.Empty);
        var block = new IniBlock(header: null);
        section.Blocks.Add(block);
        for (var line = text.First; line is not null; line = line.Next)
        {
            var parsed = IniLine.Parse(line.Content);
            if (parsed.IsKey)
            {
                section.Add(parsed.Name(line).ToString(), line, block);
            }
            else if (parsed.IsSection)
            {
                section = Include(parsed.Name(line).ToString());
                block = new IniBlock(line);
                section.Blocks.Add(block);
            }
        }
    }

    private IniSection Include(string name)
    {
        if (!sectionByName.TryGetValue(name, out var section))
        {
            section = new IniSection(text, name);
            sections.Add(section);
            sectionByName.Add(name, section);
            if (!sectionByNameInAnyCase.ContainsKey(name))
            {
                sectionByNameInAnyCase.Add(name, section);
            }
        }

        return section;
    }

    private IniSection? Find(string name)
        => sectionByName.TryGetValue(name, out var section) || sectionByNameInAnyCase.TryGetValue(name, out section) ? section : null;

    private void Exchange(TextLine line, string value)
    {
        var parsed = IniLine.Parse(line.Content);
        var written = parsed.WrittenValue(line);
        if (!IniLine.Unquote(written).SequenceEqual(value.AsSpan()))
        {
            var before = line.Content.Slice(0, parsed.ValueStart).ToString();
            var after = line.Content.Slice(parsed.ValueStart + parsed.ValueLength).ToString();
            text.Replace(line, before + IniStyle.Write(value, IniLine.IsQuoted(written)) + after);
        }
    }

    // Other programs read only the first section of a name, so that is where a new key belongs.
    private void AddKey(IniSection section, string key, string value)
    {
        var block = section.Blocks[0];
        var style = IniStyle.Of(block.LastKey ?? PreviousKey(block.Header, end: null) ?? NextKey(block.Header));
        var line = text.InsertAfter(block.LastKey ?? block.Header, style.WriteKey(key, value));
        section.Add(key, line, block);
    }

    private IniSection AddSection(string name)
    {
        var lastHeader = text.Last;
        while (lastHeader is not null && !IniLine.Parse(lastHeader.Content).IsSection)
        {
            lastHeader = lastHeader.Previous;
        }

        var areSectionsApart = lastHeader?.Previous is not { IsBlank: false };
        if (text.Last is { IsBlank: false } && areSectionsApart)
        {
            _ = text.InsertAfter(text.Last, string.Empty);
        }

        var indentation = lastHeader is null ? string.Empty : IniStyle.Indentation(lastHeader);
        var section = Include(name);
        section.Blocks.Add(new IniBlock(text.InsertAfter(text.Last, indentation + "[" + name + "]")));
        return section;
    }

    private void RemoveBlock(IniBlock block)
    {
        // Everything up to the last key goes, then whatever adjoins it, then the blank lines behind that.
        var keep = (block.LastKey ?? block.Header!).Next;
        keep = Skip(keep, line => !line.IsBlank);
        keep = Skip(keep, line => line.IsBlank);
        for (var line = block.Header!; line != keep; line = line!.Next)
        {
            text.Remove(line!);
        }
    }

    private static TextLine? Skip(TextLine? line, Func<TextLine, bool> isSkipped)
    {
        while (line is not null && isSkipped(line) && !IniLine.Parse(line.Content).IsSection)
        {
            line = line.Next;
        }

        return line;
    }

    private static TextLine? PreviousKey(TextLine? line, TextLine? end)
    {
        while (line != end && !IniLine.Parse(line!.Content).IsKey)
        {
            line = line.Previous;
        }

        return line == end ? null : line;
    }

    private TextLine? NextKey(TextLine? line)
    {
        for (line = line is null ? text.First : line.Next; line is not null; line = line.Next)
        {
            if (IniLine.Parse(line.Content).IsKey)
            {
                return line;
            }
        }

        return null;
    }
}
