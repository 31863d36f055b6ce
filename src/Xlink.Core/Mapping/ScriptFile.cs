using System;
using System.IO;
using System.Linq;
using Xlink.Files;

namespace Xlink.Mapping;

/// <summary>The files <c>$n.BAS</c> beside <c>acd_map.ini</c>.</summary>
public static class ScriptFile
{
    /// <summary>Writes a script under the next free number; an existing file is never overwritten.</summary>
    /// <param name="map">The mappings whose folder gets the file.</param>
    /// <param name="content">The script's bytes, written as they are.</param>
    /// <returns>The file name, for <see cref="AcdMap.SetScript"/>.</returns>
    /// <exception cref="XlinkException"><c>ScriptFileExists</c>: somebody else has just taken the number; the errors of writing a file.</exception>
    public static string Create(AcdMap map, byte[] content)
    {
        var name = AcdMap.ScriptFileName(map.NextScriptNumber());
        var path = Path.Combine(FolderOf(map), name);
        using var file = PendingFile.Create(path);
        file.Write(content);
        return file.TryPublish()
            ? name
            : throw XlinkException.InFile(path, line: null, nameof(Messages.ScriptFileExists), XlinkErrorCategory.ResourceBusy);
    }

    /// <summary>Writes a script under the next free number, gives it to a target and saves the mappings: all of it, or nothing.</summary>
    /// <param name="map">The mappings, with what else is to be saved.</param>
    /// <param name="target">A target of them.</param>
    /// <param name="content">The script's bytes, written as they are.</param>
    /// <returns>The file name.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Create"/>, <see cref="AcdMap.SetScript"/> and <see cref="AcdMap.Save"/>.</exception>
    public static string SaveNew(AcdMap map, MappingTarget target, byte[] content)
    {
        // The script first: a mapping never names a file that is not there.
        var name = Create(map, content);
        try
        {
            map.SetScript(target, name);
            map.Save();
            return name;
        }
        catch
        {
            TryDelete(Path.Combine(FolderOf(map), name));
            throw;
        }
    }

    /// <summary>
    /// Gives a target a script. [Our reading] The file of a script that nobody else uses is replaced; otherwise the next free number is used.
    /// </summary>
    /// <param name="map">The mappings as they are on disk.</param>
    /// <param name="target">A target of them.</param>
    /// <param name="content">The script's bytes, written as they are.</param>
    /// <returns>The file name.</returns>
    /// <exception cref="XlinkException"><c>MappingNotFound</c>, and the errors of <see cref="SaveNew"/>; nothing is changed then.</exception>
    public static string Set(AcdMap map, MappingTarget target, byte[] content)
    {
        if (map.Find(target)?.ScriptFile is { } own
            && map.Mappings.Count(mapping => string.Equals(mapping.ScriptFile, own, StringComparison.OrdinalIgnoreCase)) == 1
            && CaseInsensitivePath.FindFile(FolderOf(map), own) is { } path)
        {
            FileReplacement.Write(path, content, expected: null);
            return own;
        }

        return SaveNew(map, target, content);
    }

    private static string FolderOf(AcdMap map) => Path.GetDirectoryName(Path.GetFullPath(map.FilePath))!;

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The error that is on its way says more than that a file nobody uses has stayed.
        }
    }
}
