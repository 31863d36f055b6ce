using System;
using System.Collections.Generic;

namespace Xlink.Configuration;

/// <summary>All blocks of one name in an <see cref="IniDocument"/>. It shows every later change of the document.</summary>
internal sealed class IniSection : IConfigurationSection
{
    private readonly TextDocument text;
    private readonly Dictionary<string, IniKey> lastLineByKey = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<string>? keys;

    internal IniSection(TextDocument text, string name)
    {
        this.text = text;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string FilePath => text.FilePath;

    /// <inheritdoc/>
    public IReadOnlyList<string> Keys => keys ??= ListKeys();

    internal List<IniBlock> Blocks { get; } = [];

    /// <inheritdoc/>
    public string? GetValue(string key)
        => Find(key) is { } found ? IniLine.Unquote(IniLine.Parse(found.Line.Content).WrittenValue(found.Line)).ToString() : null;

    /// <inheritdoc/>
    public int? GetLine(string key) => Find(key) is { } found ? text.NumberOf(found.Line) : null;

    /// <summary>The line that counts for a key.</summary>
    internal IniKey? Find(string key) => lastLineByKey.TryGetValue(key, out var found) ? found : null;

    /// <summary>All lines of a key, counted from 1, in file order; the last one counts.</summary>
    internal IReadOnlyList<int> GetLines(string key)
    {
        var lines = new List<int>();
        for (var line = Find(key); line is not null; line = line.Earlier)
        {
            lines.Insert(0, text.NumberOf(line.Line));
        }

        return lines;
    }

    internal void Add(string key, TextLine line, IniBlock block)
    {
        lastLineByKey[key] = new IniKey(line, block, Find(key));
        block.LastKey = line;
        keys = null;
    }

    internal void Remove(string key)
    {
        _ = lastLineByKey.Remove(key);
        keys = null;
    }

    /// <summary>Forgets everything, when the section leaves the document.</summary>
    internal void Clear()
    {
        Blocks.Clear();
        lastLineByKey.Clear();
        keys = null;
    }

    private List<string> ListKeys()
    {
        var found = new List<string>(lastLineByKey.Count);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var block in Blocks)
        {
            for (var line = block.Header is { } header ? header.Next : text.First; block.LastKey is not null && line is not null; line = line.Next)
            {
                var parsed = IniLine.Parse(line.Content);
                if (parsed.IsKey && parsed.Name(line).ToString() is var key && seen.Add(key))
                {
                    found.Add(key);
                }

                if (line == block.LastKey)
                {
                    break;
                }
            }
        }

        return found;
    }
}
