using System;
using System.Collections.Generic;

namespace Xlink.Sources.Text;

/// <summary>The first different fields of some kind, for messages; however many there are, memory stays small.</summary>
internal sealed class FieldSamples(int maximum)
{
    private readonly FieldNameTable known = new();
    private readonly List<string> texts = [];

    /// <summary>The texts, shortened for display.</summary>
    internal IReadOnlyList<string> Texts => texts;

    /// <summary>Adds a field unless it is known or there are enough.</summary>
    internal void Add(ReadOnlySpan<byte> field)
    {
        if (texts.Count < maximum && known.Find(field) < 0)
        {
            known.Add(field, texts.Count);
            texts.Add(FieldText.Show(field));
        }
    }
}
