namespace Xlink.Configuration;

/// <summary>A stretch of an INI file from one section header to the next. Several blocks may make up one section.</summary>
internal sealed class IniBlock(TextLine? header)
{
    /// <summary>The line in brackets; <see langword="null"/> for the lines before the first one.</summary>
    internal TextLine? Header { get; } = header;

    /// <summary>The block's last line with a key.</summary>
    internal TextLine? LastKey { get; set; }
}
