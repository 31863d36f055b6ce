using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CsvHelper;
using Xlink.Sources;
using Xlink.Sources.Csv;
using Xlink.Sources.Text;

namespace Xlink.Diagnosis;

/// <summary>The newest files of a CSV interface, and a bounded part of each; those that were moved to the destination if the source folder is empty.</summary>
internal sealed class NewestFiles
{
    private const int MaximumFiles = 3;
    private const int MaximumRows = 20_000;
    private const long MaximumBytes = 4 << 20;

    private readonly IReadOnlyList<FoundFile> files;

    private NewestFiles(IReadOnlyList<FoundFile> files) => this.files = files;

    /// <summary>Finds them.</summary>
    /// <param name="source">Folder of the files, as a full path.</param>
    /// <param name="destination">The folder that files are moved to, as the configuration has it.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    internal static NewestFiles Find(string source, string? destination, string installationPath)
    {
        var found = FindNewest(source);
        return new NewestFiles(found.Count == 0 && destination is not null ? FindNewest(SectionReader.ToFolder(destination, installationPath)) : found);
    }

    /// <summary>Reads the first rows of each file.</summary>
    /// <param name="separator">The separator of the fields.</param>
    /// <param name="headerLines">Lines to skip at the top of each file.</param>
    /// <param name="add">Takes a row and the path of its file.</param>
    /// <param name="maximumRows">How many rows of a file are enough.</param>
    internal void Read(char separator, int headerLines, Action<CsvReader, string> add, int maximumRows = MaximumRows)
    {
        foreach (var file in files)
        {
            try
            {
                using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var records = new CsvRecordStream(new SourceTextFile(stream), separator, headerLines, keepsLastLineBack: () => false, CancellationToken.None);
                using var reader = CsvReader.Create(records, CsvParserOptions.For(separator), leaveOpen: true);
                for (var row = 0; row < maximumRows && stream.Position < MaximumBytes && reader.Read(); row++)
                {
                    add(reader, file.Path);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // An import reports it; here the other files tell enough.
            }
        }
    }

    private static IReadOnlyList<FoundFile> FindNewest(string folder)
    {
        try
        {
            return [.. SourceFolder.GetFiles(folder).Where(file => file.Length > 0).OrderByDescending(file => file.LastWriteTimeUtc).Take(MaximumFiles)];
        }
        catch (XlinkException)
        {
            // Whether the folder is there is another rule's question.
            return [];
        }
    }
}
