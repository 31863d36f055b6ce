using System.Collections.Generic;
using Xlink.Configuration;

namespace Xlink.Mapping;

/// <summary>The lines of one target in <c>acd_map.ini</c>, in file order.</summary>
internal sealed class TargetLines
{
    internal List<(TextLine Line, SourcePath Path)> Sources { get; } = [];

    /// <summary>Script lines; the last one counts [our reading].</summary>
    internal List<(TextLine Line, int Number)> Scripts { get; } = [];

    internal IEnumerable<TextLine> All
    {
        get
        {
            foreach (var (line, _) in Sources)
            {
                yield return line;
            }

            foreach (var (line, _) in Scripts)
            {
                yield return line;
            }
        }
    }

    internal void Add(TextLine line, MappingLine parsed)
    {
        if (parsed.Source is { } source)
        {
            Sources.Add((line, source));
        }
        else
        {
            Scripts.Add((line, parsed.ScriptNumber));
        }
    }
}
