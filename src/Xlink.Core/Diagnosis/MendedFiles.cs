using System;
using System.Collections.Generic;
using Xlink.Configuration;
using Xlink.Mapping;

namespace Xlink.Diagnosis;

/// <summary>The files that are being mended: each is read when it is first needed, and written once.</summary>
internal sealed class MendedFiles
{
    private readonly Dictionary<string, IniDocument> documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AcdMap> maps = new(StringComparer.Ordinal);

    /// <summary>Changes the value of a key that is there; the rest of its line stays.</summary>
    /// <returns>Whether the value is another one now.</returns>
    internal bool Change(IConfigurationSection section, string key, Func<string, string> change)
    {
        var document = Find(documents, section.FilePath, IniDocument.Load);
        if (document.GetValue(section.Name, key) is not { } value || change(value) is not { } changed || string.Equals(value, changed, StringComparison.Ordinal))
        {
            return false;
        }

        document.SetValue(section.Name, key, changed);
        return true;
    }

    /// <summary>Exchanges metrics in all mappings; the rest of their lines stays.</summary>
    /// <param name="file">The file with the mappings.</param>
    /// <param name="paths">New paths by old ones.</param>
    /// <returns>Whether a mapping is another one now.</returns>
    internal bool ExchangeSources(string file, IReadOnlyDictionary<SourcePath, SourcePath> paths) => Find(maps, file, AcdMap.Load).ExchangeSources(paths);

    /// <summary>Writes what was changed.</summary>
    internal void Save()
    {
        foreach (var document in documents.Values)
        {
            document.Save();
        }

        foreach (var map in maps.Values)
        {
            map.Save();
        }
    }

    private static T Find<T>(Dictionary<string, T> files, string path, Func<string, T> load)
    {
        if (!files.TryGetValue(path, out var file))
        {
            file = load(path);
            files.Add(path, file);
        }

        return file;
    }
}
