using System;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Sources.Csv;

namespace Xlink.Diagnosis;

/// <summary>An external system's section as the rules see it.</summary>
internal sealed class CheckedSystem
{
    private readonly Lazy<CsvSample?> sample;

    internal CheckedSystem(IConfigurationSection section, string installationPath)
    {
        Section = section;
        Interfaces = ConfigurationKeys.FindInterfaces(section);
        if (HasCsvCallData)
        {
            try
            {
                Settings = CsvCallDataSettings.FromSection(section, installationPath);
            }
            catch (XlinkException exception)
            {
                SettingsFailure = exception;
            }
        }

        sample = new Lazy<CsvSample?>(() => Settings is null ? null : CsvSample.Take(Settings, installationPath, section));
    }

    internal IConfigurationSection Section { get; }

    internal string Name => Section.Name;

    /// <summary>The interfaces that it configures, as far as its keys tell.</summary>
    internal InterfaceKinds Interfaces { get; }

    internal bool HasCsvCallData => (Interfaces & InterfaceKinds.CsvCallData) != InterfaceKinds.None;

    /// <summary>The configuration of a CSV interface for call data; <see langword="null"/> if there is none that an import could use.</summary>
    internal CsvCallDataSettings? Settings { get; }

    /// <summary>Why an import could not use it.</summary>
    internal XlinkException? SettingsFailure { get; }

    /// <summary>What the newest files look like; <see langword="null"/> if there is no file, or nothing says how to read it.</summary>
    internal CsvSample? Sample => sample.Value;
}
