namespace Xlink.Scripting.Runtime;

/// <summary>Puts the line of a Print together.</summary>
internal static class PrintLine
{
    private const int ZoneWidth = 14;

    /// <summary>Adds one value: a number with its sign's place before and a blank behind it, a text as it is.</summary>
    internal static string Append(ScriptState state, string line, Variant value, bool fillsZone)
    {
        var text = value.Type is ScriptType.String or ScriptType.Boolean or ScriptType.Empty
            ? Conversion.ToText(value)
            : NumberText.WithSignPlace(Conversion.ToText(value)) + " ";
        var longer = TextFunctions.Concat(state, line, text);
        return fillsZone ? longer.PadRight(((longer.Length / ZoneWidth) + 1) * ZoneWidth) : longer;
    }
}
