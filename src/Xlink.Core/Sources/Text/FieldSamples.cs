using System;
using System.Collections.Generic;

namespace Xlink.Sources.Text;

/// <summary>The first different fields of some kind, for messages; however many there are, memory stays small.</summary>
internal sealed class FieldSamples(int maximum)
{
    private readonly FieldNameTable _known = new();
    private readonly List<string> _texts = [];

    /// <summary>The texts, shortened for display.</summary>
    internal IReadOnlyList<string> Texts => _texts;

    /// <summary>Adds a field unless it is known or there are enough.</summary>
    internal void Add(ReadOnlySpan<byte> field)
    {
        if (_texts.Count < maximum && _known.Find(field) < 0)
        {
            _known.Add(field, _texts.Count);
            _texts.Add(FieldText.Show(field));
        }
    }
}
