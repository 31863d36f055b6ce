using System.IO;
using Xlink.Configuration;
using Xlink.Files;
using Xlink.Installation;
using Xlink.Mapping;

namespace Xlink.DesiredState;

/// <summary>The three configuration files of an installation; one that is missing is empty.</summary>
internal sealed record StateFiles(IspsUlConfiguration Settings, IspsCfgConfiguration Address, AcdMap Map)
{
    internal static StateFiles Load(XlinkInstallation installation) => new(
        new IspsUlConfiguration(LoadIni(installation, IspsUlConfiguration.FileName)),
        new IspsCfgConfiguration(LoadIni(installation, IspsCfgConfiguration.FileName)),
        Find(installation, AcdMap.FileName) is { } map ? AcdMap.Load(map) : AcdMap.Parse([], Path.Combine(installation.Path, AcdMap.FileName)));

    private static IniDocument LoadIni(XlinkInstallation installation, string name)
        => Find(installation, name) is { } path ? IniDocument.Load(path) : IniDocument.Parse([], Path.Combine(installation.Path, name));

    private static string? Find(XlinkInstallation installation, string name) => CaseInsensitivePath.FindFile(installation.Path, name);
}
