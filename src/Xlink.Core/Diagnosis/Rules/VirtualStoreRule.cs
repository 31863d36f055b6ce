using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Configuration;
using Xlink.Mapping;

namespace Xlink.Diagnosis.Rules;

/// <summary>Windows has written a configuration file into a user's VirtualStore, where it hides the real one [documented].</summary>
internal sealed class VirtualStoreRule : IConfigurationRule
{
    private static readonly string[] Files = [IspsUlConfiguration.FileName, IspsCfgConfiguration.FileName, AcdMap.FileName];

    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation)
        => Files.SelectMany(name => installation.VirtualStore.FindCopies(Path.Combine(installation.Path, name)).Select(copy => ConfigurationFinding.InFile(
            copy, line: null, FindingSeverity.Error, nameof(Messages.CheckVirtualStore), Path.Combine(installation.Path, name))));
}
