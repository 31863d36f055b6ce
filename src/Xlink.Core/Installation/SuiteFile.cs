using System.IO;

namespace Xlink.Installation;

/// <summary>A file of a suite, still in its folder or ZIP.</summary>
/// <param name="path">Its path in the suite, with <c>/</c>.</param>
/// <param name="length">Its length in bytes, unpacked.</param>
internal abstract class SuiteFile(string path, long length)
{
    internal string Path { get; } = path;

    internal long Length { get; } = length;

    /// <summary>Opens the unpacked content. The stream throws an <see cref="XlinkException"/> where the content is damaged.</summary>
    internal abstract Stream OpenRead();
}
