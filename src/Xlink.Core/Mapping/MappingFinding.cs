namespace Xlink.Mapping;

/// <summary>Something odd in <c>acd_map.ini</c>. The line is kept in the file.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Text">The line's text.</param>
/// <param name="Reason">What is wrong with it, in the user's language.</param>
public sealed record MappingFinding(int Line, string Text, string Reason);
