using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Xlink.Core.Tests.Installation;

/// <summary>A small suite with the documented layout.</summary>
internal static class Suite
{
    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["Xlink/isps_uls"] = "#!/bin/sh\n",
        ["Xlink/isps_uls.exe"] = "MZ service",
        ["Xlink/isps_ul"] = "#!/bin/sh\n",
        ["Xlink/isps_ul.exe"] = "MZ import",
        ["Xlink/Xlink.Core.dll"] = new string('x', 300_000),
        ["Xlink/version.txt"] = "0.1.0\r\n",
        ["Xlink/messages.txt"] = "English",
        ["Xlink/captions.txt"] = "English",
        ["Xlink/german/messages.txt"] = "Deutsch",
        ["Xlink/german/captions.txt"] = "Deutsch",
        ["sample-configurations/isps_Ul.ini"] = "[DB]\r\n1=WFM,0,xlink@xxxx.com,<password from generator>\r\n",
        ["sample-configurations/isps.cfg"] = "[IES System WFM]\r\n",
        ["sample-configurations/acd_map.ini"] = "",
        ["sample-configurations/other.ini"] = "not copied",
        ["support-applications/passcode"] = "#!/bin/sh\n",
        ["readme.txt"] = "not copied",
    };

    /// <summary>What an installation of it holds.</summary>
    public static readonly string[] Installed =
    [
        "Xlink.Core.dll", "acd_map.ini", "captions.txt", "german/captions.txt", "german/messages.txt", "isps.cfg", "isps_Ul.ini", "isps_ul",
        "isps_ul.exe", "isps_uls", "isps_uls.exe", "messages.txt", "version.txt",
    ];

    public static string WriteZip(string path, string wrapper = "", IEnumerable<KeyValuePair<string, string>>? files = null)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files ?? Files)
        {
            using var stream = zip.CreateEntry(wrapper + name).Open();
            stream.Write(Encoding.UTF8.GetBytes(content));
        }

        return path;
    }

    public static string WriteFolder(string path)
    {
        foreach (var (name, content) in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(path, name))!);
            File.WriteAllText(Path.Combine(path, name), content);
        }

        return path;
    }

    /// <summary>Every file below a folder, with <c>/</c>, in ordinal order.</summary>
    public static string[] List(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(System.StringComparer.Ordinal),
    ];
}
