using System;
using System.Linq;
using System.Text;

namespace Xlink.DesiredState;

/// <summary>A desired state as a PowerShell data file: written here, read by PowerShell's own parser.</summary>
internal static class DataFileState
{
    internal const string Extension = ".psd1";

    /// <summary>Writes a value with four blanks per level. Names of the schema begin with a capital letter, as PowerShell's do.</summary>
    internal static string Write(StateNode node)
    {
        var text = new StringBuilder();
        Write(text, node, level: 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, StateNode node, int level)
    {
        switch (node.Kind)
        {
            case StateNodeKind.Object:
                WriteBlock(text, level, "@{", "}", node.Members.Count, i =>
                {
                    var member = node.Members[i];
                    _ = text.Append(node.HasFreeNames || !char.IsLetter(member.Name[0]) ? Quote(member.Name) : char.ToUpperInvariant(member.Name[0]) + member.Name.Substring(1)).Append(" = ");
                    Write(text, member.Value, level + 1);
                });
                break;
            case StateNodeKind.List when node.Items.All(item => item.Kind is not (StateNodeKind.Object or StateNodeKind.List)):
                _ = text.Append("@(").Append(string.Join(", ", node.Items.Select(Scalar))).Append(')');
                break;
            case StateNodeKind.List:
                WriteBlock(text, level, "@(", ")", node.Items.Count, i => Write(text, node.Items[i], level + 1));
                break;
            default:
                _ = text.Append(Scalar(node));
                break;
        }
    }

    private static void WriteBlock(StringBuilder text, int level, string begin, string end, int count, Action<int> write)
    {
        _ = text.Append(begin);
        for (var i = 0; i < count; i++)
        {
            _ = text.Append('\n').Append(' ', 4 * (level + 1));
            write(i);
        }

        _ = count == 0 ? text : text.Append('\n').Append(' ', 4 * level);
        _ = text.Append(end);
    }

    private static string Scalar(StateNode node) => node.Kind switch
    {
        StateNodeKind.Text => Quote(node.Value),
        StateNodeKind.Boolean => "$" + node.Value,
        StateNodeKind.Null => "$null",
        _ => node.Value,
    };

    // PowerShell takes the typographic quotes for the straight one.
    private static string Quote(string value) => "'" + string.Concat(value.Select(character => character is '\'' or (>= '\u2018' and <= '\u201B') ? new string(character, 2) : character.ToString())) + "'";
}
