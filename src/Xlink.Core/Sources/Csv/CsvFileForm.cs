namespace Xlink.Sources.Csv;

/// <summary>Where the files of a CSV interface lie and how they are built.</summary>
/// <param name="Source">Their folder, as a full path.</param>
/// <param name="Destination">The folder they are moved to, which must exist; <see langword="null"/> unless they are moved.</param>
/// <param name="Separator">The separator of the fields.</param>
/// <param name="HeaderLines">Lines to skip at the top of each file.</param>
internal sealed record CsvFileForm(string Source, string? Destination, char Separator, int HeaderLines);
