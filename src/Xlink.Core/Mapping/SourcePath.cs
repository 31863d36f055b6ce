using System;
using System.Collections.Generic;
using System.Linq;

namespace Xlink.Mapping;

/// <summary>
/// A metric in the tree of an external system, as <c>acd_map.ini</c> has it: <c>CSV:UHD_DE_IN:CallsOffered</c> is the value
/// <c>CallsOffered</c> of the queue <c>UHD_DE_IN</c> in the external system <c>CSV</c> [documented].
/// </summary>
/// <remarks>
/// A path is the same as another if its text is: a queue's name may itself have a <c>:</c>, and the file does not tell it from the one
/// between two levels. Names are case-sensitive, as the groups of a CSV file are [documented].
/// </remarks>
public sealed class SourcePath : IEquatable<SourcePath>
{
    private const char Separator = ':';

    private readonly string text;
    private readonly int externalSystemLength;
    private IReadOnlyList<string>? levels;

    private SourcePath(string text, int externalSystemLength)
    {
        this.text = text;
        this.externalSystemLength = externalSystemLength;
    }

    /// <summary>Makes the path of a metric from the names in the tree.</summary>
    /// <param name="externalSystem">Name of the external system, without a <c>:</c>.</param>
    /// <param name="levels">The names below it, the metric last.</param>
    /// <exception cref="XlinkException"><c>SourcePathInvalid</c>: a name is empty, or the external system's has a <c>:</c>.</exception>
    public SourcePath(string externalSystem, IReadOnlyList<string> levels)
        : this(externalSystem + Separator + string.Join(":", levels), externalSystem.Length)
    {
        this.levels = [.. levels];
        if (externalSystem.Length == 0 || externalSystem.IndexOf(Separator) >= 0 || levels.Count == 0 || levels.Any(level => level.Length == 0))
        {
            throw Invalid(text);
        }
    }

    /// <summary>Name of the external system: everything before the first <c>:</c>.</summary>
    public string ExternalSystem => text.Substring(0, externalSystemLength);

    /// <summary>Everything behind the external system, as the file has it.</summary>
    public string Path => text.Substring(externalSystemLength + 1);

    /// <summary>The names below the external system, the metric last. Where the path was read from a file, names that have a <c>:</c> themselves are split.</summary>
    public IReadOnlyList<string> Levels => levels ??= Path.Split(Separator);

    /// <summary>The last name: the metric.</summary>
    public string Metric => Levels[Levels.Count - 1];

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path, for example <c>CSV:UHD_DE_IN:CallsOffered</c>.</param>
    /// <returns>The path.</returns>
    /// <exception cref="XlinkException"><c>SourcePathInvalid</c>.</exception>
    public static SourcePath Parse(string text) => TryParse(text) ?? throw Invalid(text);

    /// <inheritdoc/>
    public bool Equals(SourcePath? other) => other is not null && string.Equals(text, other.text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SourcePath);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(text);

    /// <summary>The path as the file has it.</summary>
    public override string ToString() => text;

    /// <summary>Reads a path that begins and ends with a name and has one between any two separators.</summary>
    internal static SourcePath? TryParse(string text)
    {
        var end = text.IndexOf(Separator);
        return end > 0 && text[text.Length - 1] != Separator && text.IndexOf("::", StringComparison.Ordinal) < 0 ? new SourcePath(text, end) : null;
    }

    private static XlinkException Invalid(string text)
        => XlinkException.Create(nameof(Messages.SourcePathInvalid), XlinkErrorCategory.InvalidArgument, text);
}
