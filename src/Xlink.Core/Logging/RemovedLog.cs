using Xlink.Text;

namespace Xlink.Logging;

/// <summary>A log file that was removed or emptied.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">How many bytes it had.</param>
/// <param name="IsEmptied">Whether the file is still there, empty: it is the one that programs write to at present.</param>
public sealed record RemovedLog(string Path, long Length, bool IsEmptied)
{
    /// <summary>The length as a person reads it, for example <c>1.4 MB</c>.</summary>
    public string Size => ByteSize.ToText(Length);
}
