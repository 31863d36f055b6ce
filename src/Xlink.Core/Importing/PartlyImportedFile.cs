using System;
using System.Collections.Generic;
using NodaTime;

namespace Xlink.Importing;

/// <summary>A file of agent data of which the server has some days already.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Length">Its length in bytes when it was read.</param>
/// <param name="LastWriteTimeUtc">When it had been written last, in UTC.</param>
/// <param name="Days">The days that the server has.</param>
internal sealed record PartlyImportedFile(string Path, long Length, DateTime LastWriteTimeUtc, IReadOnlyList<LocalDate> Days);
