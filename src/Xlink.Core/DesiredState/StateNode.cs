using System.Collections.Generic;
using System.Globalization;

namespace Xlink.DesiredState;

/// <summary>A value of a desired-state file, whatever the form of the file, with the line it stands in.</summary>
internal sealed class StateNode
{
    private StateNode(StateNodeKind kind, int line)
    {
        Kind = kind;
        Line = line;
    }

    internal StateNodeKind Kind { get; }

    /// <summary>The line in the file, counted from 1; 0 for one that is to be written.</summary>
    internal int Line { get; }

    /// <summary>The text, the number as it is written, or <c>true</c> or <c>false</c>; empty for anything else.</summary>
    internal string Value { get; private init; } = string.Empty;

    /// <summary>The values of a list.</summary>
    internal IReadOnlyList<StateNode> Items { get; private init; } = [];

    /// <summary>The names and values of an object, in the order of the file.</summary>
    internal IReadOnlyList<StateMember> Members { get; private init; } = [];

    /// <summary>Whether the names of an object are the admin's and not the schema's.</summary>
    internal bool HasFreeNames { get; private init; }

    internal static StateNode Text(string value, int line = 0) => new(StateNodeKind.Text, line) { Value = value };

    internal static StateNode Number(string value, int line = 0) => new(StateNodeKind.Number, line) { Value = value };

    internal static StateNode Number(int value) => Number(value.ToString(CultureInfo.InvariantCulture));

    internal static StateNode Boolean(bool value, int line = 0) => new(StateNodeKind.Boolean, line) { Value = value ? "true" : "false" };

    internal static StateNode Null(int line) => new(StateNodeKind.Null, line);

    internal static StateNode List(IReadOnlyList<StateNode> items, int line = 0) => new(StateNodeKind.List, line) { Items = items };

    internal static StateNode Object(IReadOnlyList<StateMember> members, int line = 0, bool hasFreeNames = false)
        => new(StateNodeKind.Object, line) { Members = members, HasFreeNames = hasFreeNames };
}
