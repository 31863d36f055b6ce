namespace Xlink.Configuration;

/// <summary>One line of a key. Where a key stands several times, the last line counts and knows the ones before it.</summary>
internal sealed class IniKey(TextLine line, IniBlock block, IniKey? earlier)
{
    internal TextLine Line { get; } = line;

    internal IniBlock Block { get; } = block;

    internal IniKey? Earlier { get; } = earlier;
}
