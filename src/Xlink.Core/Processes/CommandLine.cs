using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Xlink.Processes;

/// <summary>Arguments as one text, quoted so that programs on Windows and .NET on every platform take them apart again.</summary>
internal static class CommandLine
{
    /// <summary>Joins arguments.</summary>
    internal static string Join(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    private static string Quote(string argument)
    {
        if (argument.Length > 0 && argument.IndexOfAny([' ', '\t', '\n', '\v', '"']) < 0)
        {
            return argument;
        }

        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in argument)
        {
            // Backslashes count double before a quote, and only there.
            quoted.Append('\\', character == '"' ? backslashes + 1 : 0).Append(character);
            backslashes = character == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
