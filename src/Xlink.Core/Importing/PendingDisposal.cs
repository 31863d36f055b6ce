using System;

namespace Xlink.Importing;

/// <summary>A source file that the server has, and that is going to be moved or deleted.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Length">Its length in bytes when it was read.</param>
/// <param name="LastWriteTimeUtc">When it had been written last, in UTC.</param>
/// <param name="Target">Where it goes to; <see langword="null"/> if it is deleted.</param>
internal sealed record PendingDisposal(string Path, long Length, DateTime LastWriteTimeUtc, string? Target);
