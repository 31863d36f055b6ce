using System.IO;
using Xlink.Installation.Changes;

namespace Xlink.Installation;

/// <summary>A file that an installation would write.</summary>
/// <param name="RelativePath">Path inside the installation folder, with this platform's separators.</param>
/// <param name="Length">Length in bytes.</param>
public sealed record PlannedFile(string RelativePath, long Length)
{
    internal static PlannedFile Of(NewFile file) => new(file.RelativePath.Replace('/', Path.DirectorySeparatorChar), file.Length);
}
