using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Xlink.Core.Tests.Services;
using Xlink.Installation;
using Xlink.Services;

namespace Xlink.Core.Tests.Installation.Updates;

/// <summary>An installation in use, of version 1.0, and the suite of version 2.0.</summary>
internal sealed class UpdateSite
{
    private static readonly Dictionary<string, string> Old = new()
    {
        ["isps_uls"] = "#!/bin/sh\n# 1.0 says: " + FakeServiceControl.Connected + "\n",
        ["isps_ul"] = "#!/bin/sh\n# 1.0\n",
        ["Xlink.Core.dll"] = "library 1.0",
        ["version.txt"] = "1.0\r\n",
        ["same.dll"] = "the same in both",
        ["isps_ul.lng"] = "de\n",
        ["isps_uls.lng"] = "de\n",
        ["german/isps_ul.lng"] = "de\n",
        ["german/isps_uls.lng"] = "de\n",
        ["ISPS_UL.INI"] = "[DB]\r\n1=WFM,0,xlink@company.com,4711\r\n",
        ["isps.cfg"] = "[IES System WFM]\r\nUrl=\"iwfms://host:45054\"\r\n",
        ["acd_map.ini"] = "WFM:1:2:3=CSV:A:Calls\r\n",
        ["$1.BAS"] = "Sub Main()\r\nEnd Sub\r\n",
        ["isps_ul.key"] = "the key",
        ["notes.txt"] = "the administrator's",
    };

    private static readonly Dictionary<string, string> New = new()
    {
        ["Xlink/isps_uls"] = "#!/bin/sh\n# 2.0 says: " + FakeServiceControl.Connected + "\n",
        ["Xlink/isps_ul"] = "#!/bin/sh\n# 2.0\n",
        ["Xlink/xlink.core.dll"] = "library 2.0",
        ["Xlink/version.txt"] = "2.0\r\n",
        ["Xlink/same.dll"] = "the same in both",
        ["Xlink/isps_ul.lng"] = "en 2\n",
        ["Xlink/isps_uls.lng"] = "en 2\n",
        ["Xlink/german/isps_ul.lng"] = "de 2\n",
        ["Xlink/german/isps_uls.lng"] = "de 2\n",
        ["Xlink/de/Xlink.Core.resources.dll"] = "texts 2.0",
        ["Xlink/isps_ulx.ini"] = "must not come",
        ["sample-configurations/isps_ul.ini"] = "must not come",
        ["sample-configurations/isps.cfg"] = "must not come",
    };

    private readonly string folder;

    private UpdateSite(string folder) => this.folder = folder;

    public string Path => System.IO.Path.Combine(folder, "Xlink");

    public FakeServiceControl Control => new(System.IO.Path.Combine(folder, "service.txt"));

    /// <summary>Makes the installation, with a running service.</summary>
    public static UpdateSite Create(TemporaryFolder folder)
    {
        foreach (var (name, content) in Old)
        {
            folder.Write(System.IO.Path.Combine("Xlink", name), content);
        }

        if (!OperatingSystem.IsWindows())
        {
            UnixMode.Set(folder["Xlink/isps_uls"], "755");
            UnixMode.Set(folder["Xlink/isps_ul.key"], "600");
            UnixMode.Set(folder["Xlink/Xlink.Core.dll"], "664");
        }

        WriteSuite(folder, New);
        var site = Open(folder.Path);
        site.Control.Set(XlinkServiceState.Running, site.Path);
        return site;
    }

    /// <summary>The installation that another process has made.</summary>
    public static UpdateSite Open(string folder) => new(folder);

    /// <summary>Writes another suite, with some files different.</summary>
    public static void WriteSuite(TemporaryFolder folder, params (string Name, string? Content)[] changes)
    {
        var files = new Dictionary<string, string>(New);
        foreach (var (name, content) in changes)
        {
            files.Remove(name);
            if (content is not null)
            {
                files.Add(name, content);
            }
        }

        WriteSuite(folder, files);
    }

    public InstallationSource OpenSuite() => InstallationSource.Open(System.IO.Path.Combine(folder, "suite.zip"));

    /// <summary>Every file of the installation with hash and mode, except for what only tells of the past.</summary>
    public string[] Snapshot() =>
    [
        .. Suite.List(Path)
            .Where(name => !name.EndsWith(".log", StringComparison.Ordinal) && name != "isps_import.lock")
            .Select(name => name + " " + Hash(System.IO.Path.Combine(Path, name)) + (OperatingSystem.IsWindows() ? "" : " " + UnixMode.Get(System.IO.Path.Combine(Path, name)))),
    ];

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    private static void WriteSuite(TemporaryFolder folder, Dictionary<string, string> files)
    {
        File.Delete(folder["suite.zip"]);
        Suite.WriteZip(folder["suite.zip"], files: files);
    }
}
