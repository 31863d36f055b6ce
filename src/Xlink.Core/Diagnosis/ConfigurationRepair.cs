using System.Collections.Generic;
using System.Linq;

namespace Xlink.Diagnosis;

/// <summary>
/// Mends findings for which there is only one way to. Each file is written once, in one step, and keeps every other byte; nothing is copied
/// beforehand, because each change is small and named by its finding.
/// </summary>
public static class ConfigurationRepair
{
    /// <summary>Mends findings.</summary>
    /// <param name="findings">Findings of <see cref="ConfigurationCheck"/>; those that only a person can mend are left out.</param>
    /// <returns>Those that were mended, with <see cref="ConfigurationFinding.IsFixed"/>. What has been mended meanwhile is not among them.</returns>
    /// <exception cref="XlinkException">The errors of reading and writing a configuration file; that file is unchanged.</exception>
    public static IReadOnlyList<ConfigurationFinding> Apply(IEnumerable<ConfigurationFinding> findings)
    {
        var files = new MendedFiles();
        var mended = findings.Where(finding => finding.Mend is not null && finding.Mend(files)).Select(finding => finding with { IsFixed = true }).ToList();
        files.Save();
        return mended;
    }
}
