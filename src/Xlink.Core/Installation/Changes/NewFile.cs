using System;
using System.IO;

namespace Xlink.Installation.Changes;

/// <summary>A file that an installation is to have.</summary>
/// <param name="RelativePath">Path inside the installation folder, with <c>/</c>; it has passed <see cref="SuitePath.Check"/>.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="OpenRead">Opens the content.</param>
internal sealed record NewFile(string RelativePath, long Length, Func<Stream> OpenRead)
{
    internal static NewFile From(string relativePath, SuiteFile file) => new(relativePath, file.Length, file.OpenRead);

    internal static NewFile From(string relativePath, byte[] content) => new(relativePath, content.Length, () => new MemoryStream(content, writable: false));
}
