using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Xlink.Configuration;
using Xlink.Files;

namespace Xlink.Mapping;

/// <summary>
/// <c>acd_map.ini</c>: which metrics of the external systems feed which value type of which queue, and through which script
/// [documented]. It is changed without a trace anywhere else: comments, order, malformed lines, line ends and encoding stay byte for byte.
/// </summary>
/// <remarks>
/// A line is <c>server entry:parent queue ID:queue ID:value type ID=external system:…:metric</c> or the same target with
/// <c>=$n.BAS</c>. Blanks around either side mean nothing, and lines that begin with <c>;</c> or <c>#</c> are comments [our reading]. The
/// document is not safe for use by several threads at once.
/// </remarks>
public sealed class AcdMap
{
    /// <summary>Name of the file; any case is found.</summary>
    public const string FileName = "acd_map.ini";

    private readonly TextDocument text;
    private readonly ConfigurationFile file;
    private readonly Dictionary<MappingTarget, TargetLines> linesByTarget = [];
    private HashSet<int>? usedScriptNumbers;
    private int freeScriptNumber = 1;

    private AcdMap(ConfigurationFile file)
    {
        this.file = file;
        text = TextDocument.Parse(file.Content, file.Path);
        string? serverEntry = null;
        for (var line = text.First; line is not null; line = line.Next)
        {
            if (MappingLine.IsMeant(line.Content) && MappingLine.Parse(line.Content, serverEntry, out _) is { } parsed)
            {
                serverEntry = parsed.Target.ServerEntry;
                Include(parsed.Target).Add(line, parsed);
            }
        }
    }

    /// <summary>Path of the file.</summary>
    public string FilePath => file.Path;

    /// <summary>All mappings in the order of their first lines.</summary>
    public IReadOnlyList<QueueMapping> Mappings
        => [.. linesByTarget.Select(pair => Show(pair.Key, pair.Value)).OrderBy(mapping => mapping.Lines[0])];

    /// <summary>
    /// What is odd in the file, in file order: lines that are no mapping, a metric that feeds the same target twice, a second script
    /// for a target, a script without a metric.
    /// </summary>
    public IReadOnlyList<MappingFinding> Findings
        => [.. FindMalformed().Concat(linesByTarget.Values.SelectMany(FindOdd)).OrderBy(finding => finding.Line)];

    /// <summary>The lines that are meant as mappings and are none.</summary>
    internal IEnumerable<MappingFinding> Malformed => FindMalformed();

    /// <summary>Reads the file.</summary>
    /// <param name="folderOrFile">The installation folder, in which the file is found in any case, or the file itself.</param>
    /// <returns>The mappings.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="CaseInsensitivePath.Get"/> and <see cref="ConfigurationFile.Load"/>.</exception>
    public static AcdMap Load(string folderOrFile) => new(ConfigurationFile.Load(CaseInsensitivePath.GetFile(folderOrFile, FileName)));

    /// <summary>Takes the content of a file that was read otherwise.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="path">The file, for messages and for <see cref="Save"/>, which expects it to hold these bytes.</param>
    /// <returns>The mappings.</returns>
    public static AcdMap Parse(byte[] bytes, string path) => new(new ConfigurationFile(path, (byte[])bytes.Clone()));

    /// <summary>File name of a script: <c>$n.BAS</c> [documented].</summary>
    /// <param name="number">The number, from 1.</param>
    /// <returns>The file name.</returns>
    public static string ScriptFileName(int number) => "$" + number.ToString(CultureInfo.InvariantCulture) + ".BAS";

    /// <summary>Finds a mapping.</summary>
    /// <param name="target">The target.</param>
    /// <returns>The mapping, or <see langword="null"/>.</returns>
    public QueueMapping? Find(MappingTarget target) => linesByTarget.TryGetValue(target, out var lines) ? Show(target, lines) : null;

    /// <summary>Maps a metric to a target: as the last one of the target's metrics, or at the end of the file for a new target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="source">The metric.</param>
    /// <exception cref="XlinkException"><c>MappingExists</c>; <c>MappingNotWritable</c>: the line would be read as something else;
    /// <c>TextHasLineBreak</c>, <c>TextNotInEncoding</c>. Nothing is changed then.</exception>
    public void Add(MappingTarget target, SourcePath source)
    {
        var content = WriteLine(target, source.ToString(), parsed => source.Equals(parsed.Source));
        if (linesByTarget.TryGetValue(target, out var existing) && existing.Sources.Exists(entry => entry.Path.Equals(source)))
        {
            throw XlinkException.InFile(FilePath, null, nameof(Messages.MappingExists), XlinkErrorCategory.ResourceExists, target, source);
        }

        var previous = existing is null ? text.Last
            : existing.Sources.Count > 0 ? existing.Sources[existing.Sources.Count - 1].Line
            : existing.Scripts[0].Line.Previous;
        Include(target).Sources.Add((text.InsertAfter(previous, content), source));
    }

    /// <summary>Removes a target with all its lines.</summary>
    /// <param name="target">The target.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(MappingTarget target)
    {
        if (!linesByTarget.TryGetValue(target, out var lines))
        {
            return false;
        }

        foreach (var line in lines.All)
        {
            text.Remove(line);
        }

        return linesByTarget.Remove(target);
    }

    /// <summary>Removes one metric of a target. With its last metric the target goes, script line and all [our reading].</summary>
    /// <param name="target">The target.</param>
    /// <param name="source">The metric.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(MappingTarget target, SourcePath source)
    {
        if (!linesByTarget.TryGetValue(target, out var lines) || !lines.Sources.Exists(entry => entry.Path.Equals(source)))
        {
            return false;
        }

        if (lines.Sources.TrueForAll(entry => entry.Path.Equals(source)))
        {
            return Remove(target);
        }

        foreach (var (line, _) in lines.Sources.Where(entry => entry.Path.Equals(source)))
        {
            text.Remove(line);
        }

        return lines.Sources.RemoveAll(entry => entry.Path.Equals(source)) > 0;
    }

    /// <summary>Sets the script of a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="scriptFile">File name of the form <c>$n.BAS</c>, or <see langword="null"/> for the default script.</param>
    /// <exception cref="XlinkException"><c>MappingNotFound</c>, <c>ScriptNameInvalid</c>; nothing is changed then.</exception>
    public void SetScript(MappingTarget target, string? scriptFile)
    {
        if (!linesByTarget.TryGetValue(target, out var lines))
        {
            throw XlinkException.InFile(FilePath, null, nameof(Messages.MappingNotFound), XlinkErrorCategory.ObjectNotFound, target);
        }

        if (scriptFile is null)
        {
            RemoveScripts(target, lines);
            return;
        }

        var number = MappingLine.ParseScript(scriptFile);
        if (number == 0)
        {
            throw XlinkException.Create(nameof(Messages.ScriptNameInvalid), XlinkErrorCategory.InvalidArgument, scriptFile);
        }

        if (lines.Scripts.Count == 0)
        {
            var content = WriteLine(target, scriptFile, parsed => parsed.ScriptNumber == number);
            lines.Scripts.Add((text.InsertAfter(lines.Sources[lines.Sources.Count - 1].Line, content), number));
        }
        else
        {
            var last = lines.Scripts.Count - 1;
            var line = lines.Scripts[last].Line;
            text.Replace(line, ExchangeScript(line.Content, scriptFile));
            lines.Scripts[last] = (line, number);
        }

        _ = usedScriptNumbers?.Add(number);
    }

    /// <summary>Gives a target another parent queue: in each of its lines that number and nothing else.</summary>
    /// <param name="target">The target.</param>
    /// <param name="parentQueueId">ID of the parent queue.</param>
    /// <exception cref="XlinkException"><c>MappingNotFound</c>; <c>TargetMapped</c>: there are lines with that parent already. Nothing is
    /// changed then.</exception>
    public void SetParent(MappingTarget target, int parentQueueId)
    {
        var corrected = target with { ParentQueueId = parentQueueId };
        if (!linesByTarget.TryGetValue(target, out var lines))
        {
            throw XlinkException.InFile(FilePath, null, nameof(Messages.MappingNotFound), XlinkErrorCategory.ObjectNotFound, target);
        }

        if (linesByTarget.ContainsKey(corrected))
        {
            throw XlinkException.InFile(FilePath, null, nameof(Messages.TargetMapped), XlinkErrorCategory.ResourceExists, corrected);
        }

        foreach (var line in lines.All)
        {
            text.Replace(line, MappingLine.ExchangeParent(line.Content, parentQueueId));
        }

        _ = linesByTarget.Remove(target);
        linesByTarget.Add(corrected, lines);
    }

    /// <summary>
    /// The next free number of a script: the least from 1 that neither the file uses nor a <c>$n.BAS</c> beside it [documented: "the next
    /// free number"]. The folder is looked at once.
    /// </summary>
    /// <returns>The number; it stays free until <see cref="SetScript"/> uses it.</returns>
    /// <exception cref="XlinkException"><c>FolderNotFound</c>, <c>FileAccessDenied</c>, <c>FileReadFailed</c>.</exception>
    public int NextScriptNumber()
    {
        usedScriptNumbers ??= [.. linesByTarget.Values.SelectMany(lines => lines.Scripts).Select(script => script.Number), .. ListScriptFiles()];
        while (usedScriptNumbers.Contains(freeScriptNumber))
        {
            freeScriptNumber++;
        }

        return freeScriptNumber;
    }

    /// <summary>The file's bytes.</summary>
    /// <returns>A copy of the caller's own.</returns>
    /// <exception cref="XlinkException"><c>TextEncodingAmbiguous</c>.</exception>
    public byte[] ToBytes() => (byte[])text.ToBytes().Clone();

    /// <summary>Writes the file in one step. A file that needs no change is left alone.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="ConfigurationFile.Save"/>, and <c>TextEncodingAmbiguous</c>.</exception>
    public void Save() => file.Save(text.ToBytes());

    /// <summary>What the file holds on the disk, as far as we know.</summary>
    internal byte[] SavedContent => file.Content;

    /// <summary>The lines of a target in file order, with their numbers counted from 1; none if it is not mapped.</summary>
    internal IReadOnlyList<(int Number, string Text)> LinesOf(MappingTarget target) => linesByTarget.TryGetValue(target, out var lines)
        ? [.. lines.All.Select(line => (text.NumberOf(line), line.Content.ToString())).OrderBy(line => line.Item1)]
        : [];

    /// <summary>Exchanges metrics in all mappings; nothing else in their lines changes. A target that has the new metric already keeps the old one.</summary>
    /// <returns>Whether something was exchanged.</returns>
    internal bool ExchangeSources(IReadOnlyDictionary<SourcePath, SourcePath> paths)
    {
        var isChanged = false;
        foreach (var sources in linesByTarget.Values.Select(lines => lines.Sources))
        {
            for (var i = 0; i < sources.Count; i++)
            {
                var (line, old) = sources[i];
                if (paths.TryGetValue(old, out var path) && !sources.Exists(entry => entry.Path.Equals(path)))
                {
                    text.CheckText(path.ToString(), path.ToString());
                    var end = line.Content.TrimEnd(IniLine.Blanks).Length;
                    text.Replace(line, line.Content.Slice(0, end - old.ToString().Length).ToString() + path + line.Content.Slice(end).ToString());
                    sources[i] = (line, path);
                    isChanged = true;
                }
            }
        }

        return isChanged;
    }

    /// <summary>The first line that maps a metric to a target, counted from 1.</summary>
    internal int? FindLine(MappingTarget target, SourcePath source)
        => linesByTarget.TryGetValue(target, out var lines) && lines.Sources.Find(entry => entry.Path.Equals(source)).Line is { } line ? text.NumberOf(line) : null;

    private TargetLines Include(MappingTarget target)
    {
        if (!linesByTarget.TryGetValue(target, out var lines))
        {
            lines = new TargetLines();
            linesByTarget.Add(target, lines);
        }

        return lines;
    }

    private QueueMapping Show(MappingTarget target, TargetLines lines) => new()
    {
        Target = target,
        Sources = [.. lines.Sources.Select(entry => entry.Path)],
        ScriptFile = lines.Scripts.Count == 0 ? null : ScriptFileName(lines.Scripts[lines.Scripts.Count - 1].Number),
        Lines = [.. lines.All.Select(text.NumberOf).OrderBy(number => number)],
    };

    // Names with ":" or "=" can be written only where they are read back as the same.
    private string WriteLine(MappingTarget target, string right, Func<MappingLine, bool> isRight)
    {
        var content = target + "=" + right;
        text.CheckText(content, content);
        return MappingLine.IsMeant(content.AsSpan())
            && MappingLine.Parse(content.AsSpan(), serverEntry: null, out _) is { } parsed
            && parsed.Target == target
            && isRight(parsed)
                ? content
                : throw XlinkException.InFile(FilePath, null, nameof(Messages.MappingNotWritable), XlinkErrorCategory.InvalidArgument, content);
    }

    private static string ExchangeScript(ReadOnlySpan<char> line, string scriptFile)
        => line.Slice(0, line.LastIndexOf('$')).ToString() + scriptFile + line.Slice(line.TrimEnd(IniLine.Blanks).Length).ToString();

    private void RemoveScripts(MappingTarget target, TargetLines lines)
    {
        foreach (var (line, _) in lines.Scripts)
        {
            text.Remove(line);
        }

        lines.Scripts.Clear();
        if (lines.Sources.Count == 0)
        {
            _ = linesByTarget.Remove(target);
        }
    }

    private IEnumerable<int> ListScriptFiles()
        => Folder.List(Path.GetDirectoryName(Path.GetFullPath(FilePath))!).Select(path => MappingLine.ParseScript(Path.GetFileName(path)));

    private IEnumerable<MappingFinding> FindMalformed()
    {
        for (var line = text.First; line is not null; line = line.Next)
        {
            if (MappingLine.IsMeant(line.Content) && MappingLine.Parse(line.Content, serverEntry: null, out var fault) is null)
            {
                yield return Finding(line, fault);
            }
        }
    }

    private IEnumerable<MappingFinding> FindOdd(TargetLines lines)
    {
        var seen = new HashSet<SourcePath>();
        foreach (var (line, path) in lines.Sources)
        {
            if (!seen.Add(path))
            {
                yield return Finding(line, nameof(Messages.MappingReasonDuplicate));
            }
        }

        for (var i = 0; i < lines.Scripts.Count; i++)
        {
            if (i < lines.Scripts.Count - 1)
            {
                yield return Finding(lines.Scripts[i].Line, nameof(Messages.MappingReasonScriptOverridden));
            }
            else if (lines.Sources.Count == 0)
            {
                yield return Finding(lines.Scripts[i].Line, nameof(Messages.MappingReasonScriptAlone));
            }
        }
    }

    private MappingFinding Finding(TextLine line, string reason) => new(text.NumberOf(line), line.Content.ToString(), MessageText.Format(reason));
}
