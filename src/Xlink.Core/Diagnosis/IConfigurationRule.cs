using System.Collections.Generic;

namespace Xlink.Diagnosis;

/// <summary>One thing that can be wrong with an installation. A rule reads, and changes nothing.</summary>
internal interface IConfigurationRule
{
    /// <summary>Looks for it.</summary>
    /// <param name="installation">The installation.</param>
    /// <returns>What was found. An <see cref="XlinkException"/> that it throws is a finding too.</returns>
    IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation);
}
