using System.Collections.Generic;

namespace Xlink.Diagnosis;

/// <summary>The last header line of a file: mostly the names of its columns.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Fields">Its fields, shortened for display, without blanks around them.</param>
internal sealed record CsvHeader(string File, int Line, IReadOnlyList<string> Fields);
