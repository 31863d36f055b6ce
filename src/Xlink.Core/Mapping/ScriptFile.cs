using System.IO;
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
        var path = Path.Combine(Path.GetDirectoryName(map.FilePath)!, name);
        using var file = PendingFile.Create(path);
        file.Write(content);
        return file.TryPublish()
            ? name
            : throw XlinkException.InFile(path, line: null, nameof(Messages.ScriptFileExists), XlinkErrorCategory.ResourceBusy);
    }
}
