using Xlink.Text;

namespace Xlink.Installation.Changes;

/// <summary>What happens, or has happened, to one file of an installation.</summary>
/// <param name="RelativePath">Path inside the installation folder, with this platform's separators.</param>
/// <param name="Kind">What happens to it.</param>
/// <param name="Length">Length in bytes: the new one, or that of a file that stays or goes.</param>
public sealed record FileChange(string RelativePath, FileChangeKind Kind, long Length)
{
    /// <summary>The length as a person reads it, for example <c>1.4 MB</c>.</summary>
    public string Size => ByteSize.ToText(Length);
}
