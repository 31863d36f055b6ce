using System.Linq;

namespace Xlink.Importing;

/// <summary>The few words about an import that a table of results has room for.</summary>
internal static class ImportNote
{
    /// <summary>The messages whose number is not 0, with it.</summary>
    internal static string Of(params (string Message, int Count)[] parts)
        => string.Join(", ", parts.Where(part => part.Count > 0).Select(part => MessageText.Format(part.Message, part.Count)));
}
