using System.Collections.Generic;

namespace Xlink.Diagnosis.Rules;

/// <summary>A configuration file is missing, stands there twice in different case, or cannot be read.</summary>
internal sealed class UnreadableFileRule : IConfigurationRule
{
    /// <inheritdoc/>
    public IEnumerable<ConfigurationFinding> Check(CheckedInstallation installation) => installation.Unreadable;
}
