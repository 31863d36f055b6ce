namespace XlinkPS.Completion;

/// <summary>A value to choose from.</summary>
/// <param name="Text">The value as it is written.</param>
/// <param name="About">What a person reads about it; nothing but the value itself by default.</param>
public sealed record CompletionValue(string Text, string? About = null)
{
    /// <summary>What a person reads about it; never empty.</summary>
    public string Explanation => string.IsNullOrWhiteSpace(About) ? Text : About!;
}
