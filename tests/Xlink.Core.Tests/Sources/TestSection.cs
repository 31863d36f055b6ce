using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;

namespace Xlink.Core.Tests.Sources;

/// <summary>A section made of lines <c>Key=Value</c>; the first one is line 2 of isps_ul.ini.</summary>
internal sealed class TestSection(string name, params IEnumerable<string> lines) : IConfigurationSection
{
    private readonly List<(string Key, string Value)> _entries =
        [.. lines.Select(line => (line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]))];

    public string Name => name;

    public string FilePath => "isps_ul.ini";

    public IReadOnlyList<string> Keys => [.. _entries.Select(entry => entry.Key).Distinct(StringComparer.OrdinalIgnoreCase)];

    public string? GetValue(string key) => IndexOf(key) is >= 0 and var index ? _entries[index].Value : null;

    public int? GetLine(string key) => IndexOf(key) is >= 0 and var index ? index + 2 : null;

    private int IndexOf(string key) => _entries.FindLastIndex(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase));
}
