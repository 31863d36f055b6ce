using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Diagnosis;

namespace Xlink.DesiredState;

/// <summary>An object of a desired-state file that may have certain names only. Case does not count: in a data file names are PowerShell's.</summary>
internal sealed class StateObject
{
    private readonly string file;
    private readonly string label;
    private readonly StateNode node;
    private readonly Dictionary<string, StateNode> members = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes an object.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="label">Where the object is in the file, for messages: <c>servers[1].</c>; empty for the file itself.</param>
    /// <param name="node">The value.</param>
    /// <param name="names">The names it may have; empty if they are the admin's.</param>
    /// <exception cref="XlinkException"><c>DesiredStateTypeInvalid</c>, <c>DesiredStateNameUnknown</c>, <c>DesiredStateNameTwice</c>.</exception>
    internal StateObject(string file, string label, StateNode node, params string[] names)
    {
        this.file = file;
        this.label = label;
        this.node = node;
        if (node.Kind != StateNodeKind.Object)
        {
            throw WrongType(label.TrimEnd('.'), node, Messages.DesiredStateObject);
        }

        foreach (var member in node.Members)
        {
            if (names.Length > 0 && !names.Contains(member.Name, StringComparer.OrdinalIgnoreCase))
            {
                throw XlinkException.InFile(
                    file, member.Line, nameof(Messages.DesiredStateNameUnknown), XlinkErrorCategory.InvalidData,
                    label + member.Name, NearestName.Find(member.Name, names) ?? string.Join(", ", names.Where(name => name != StateDocument.Schema)));
            }

            if (members.ContainsKey(member.Name))
            {
                throw XlinkException.InFile(file, member.Line, nameof(Messages.DesiredStateNameTwice), XlinkErrorCategory.InvalidData, label + member.Name);
            }

            members.Add(member.Name, member.Value);
        }
    }

    /// <summary>The line of a name's value, or else the object's.</summary>
    internal int LineOf(string name) => members.TryGetValue(name, out var value) ? value.Line : node.Line;

    /// <summary>The object's own line.</summary>
    internal int Line => node.Line;

    internal StateNode? Find(string name) => members.TryGetValue(name, out var value) ? value : null;

    internal string? Text(string name)
        => Find(name) is not { } value ? null : value.Kind == StateNodeKind.Text ? value.Value : throw WrongType(label + name, value, Messages.DesiredStateText);

    /// <summary>A text that must be there, must not be empty and has no control characters.</summary>
    internal string Name(string name) => Text(name) is not { } text
        ? throw Missing(name)
        : text.Trim().Length == text.Length && text.Length > 0 && !text.Any(char.IsControl) ? text : throw Invalid(name, Messages.DesiredStateName);

    internal bool Flag(string name) => Find(name) is { } value
        && (value.Kind == StateNodeKind.Boolean ? value.Value == "true" : throw WrongType(label + name, value, Messages.DesiredStateBoolean));

    internal int? Number(string name, int minimum, int maximum) => Find(name) is not { } value ? null
        : value.Kind != StateNodeKind.Number ? throw WrongType(label + name, value, Messages.DesiredStateNumber)
        : int.TryParse(value.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Invalid(name, MessageText.Format(nameof(Messages.DesiredStateRange), minimum, maximum));

    /// <summary>One of a few words, in any case.</summary>
    internal T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var value in (T[])Enum.GetValues(typeof(T)))
        {
            if (string.Equals(text, value.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw Invalid(name, string.Join(", ", Enum.GetNames(typeof(T)).Select(known => known.ToLowerInvariant())));
    }

    internal IReadOnlyList<T>? List<T>(string name, Func<StateNode, string, T> read) => Find(name) is not { } value ? null
        : value.Kind == StateNodeKind.List ? [.. value.Items.Select((item, i) => read(item, FormattableString.Invariant($"{label}{name}[{i + 1}]")))]
        // A list of one is easily written without its brackets in a data file.
        : value.Kind is StateNodeKind.Object or StateNodeKind.Text && IsDataFile ? [read(value, label + name)]
        : throw WrongType(label + name, value, Messages.DesiredStateList);

    /// <summary>The admin's own names with their values: texts, numbers, true for 1 and false for 0, lists with semicolons between their items.</summary>
    internal IReadOnlyDictionary<string, string>? Map(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var map = new StateObject(file, label + name + ".", value);
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in value.Members)
        {
            result.Add(pair.Name, map.Scalar(pair.Name, pair.Value, isListAllowed: true));
        }

        return result;
    }

    internal XlinkException Missing(string name)
        => XlinkException.InFile(file, node.Line, nameof(Messages.DesiredStateNameMissing), XlinkErrorCategory.InvalidData, label + name);

    internal XlinkException Invalid(string name, string expected)
        => XlinkException.InFile(file, LineOf(name), nameof(Messages.DesiredStateValueInvalid), XlinkErrorCategory.InvalidData, label + name, expected);

    private bool IsDataFile => XlinkDesiredState.IsDataFile(file);

    private string Scalar(string name, StateNode value, bool isListAllowed) => value.Kind switch
    {
        StateNodeKind.Text when value.Value.IndexOfAny(['\r', '\n', '\0']) < 0 => value.Value,
        StateNodeKind.Number => value.Value,
        StateNodeKind.Boolean => value.Value == "true" ? "1" : "0",
        StateNodeKind.List when isListAllowed => string.Join(";", value.Items.Select(item => Scalar(name, item, isListAllowed: false) is var text && text.IndexOf(';') < 0
            ? text
            : throw Invalid(name, Messages.DesiredStateListItem))),
        _ => throw WrongType(label + name, value, Messages.DesiredStateScalar),
    };

    // The value itself is not told: what is in the wrong place may be a password.
    private XlinkException WrongType(string name, StateNode value, string expected) => XlinkException.InFile(
        file, value.Line, nameof(Messages.DesiredStateTypeInvalid), XlinkErrorCategory.InvalidData, name.Length == 0 ? Messages.DesiredStateFile : name, expected);
}
