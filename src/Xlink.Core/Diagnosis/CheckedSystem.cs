using System;
using System.Collections.Generic;
using Xlink.Configuration;
using Xlink.Configuration.Keys;
using Xlink.Sources.Csv;
using Xlink.Sources.Universal;

namespace Xlink.Diagnosis;

/// <summary>An external system's section as the rules see it.</summary>
internal sealed class CheckedSystem
{
    private readonly Lazy<CsvSample?> sample;
    private readonly Lazy<CsvAgentSample?> agentSample;
    private readonly List<XlinkException> failures = [];

    internal CheckedSystem(IConfigurationSection section, string installationPath)
    {
        Section = section;
        Interfaces = ConfigurationKeys.FindInterfaces(section);
        Settings = Read(InterfaceKinds.CsvCallData, readable => CsvCallDataSettings.FromSection(readable, installationPath));
        AgentSettings = Read(InterfaceKinds.CsvAgentData, readable => CsvAgentDataSettings.FromSection(readable, installationPath));
        DatabaseSettings = Read(InterfaceKinds.UniversalCallData, UniversalCallDataSettings.FromSection);
        _ = Read(InterfaceKinds.UniversalAgentData, UniversalAgentDataSettings.FromSection);
        sample = new Lazy<CsvSample?>(() => Settings is null ? null : CsvSample.Take(Settings, installationPath, section));
        agentSample = new Lazy<CsvAgentSample?>(() => AgentSettings is null ? null : CsvAgentSample.Take(AgentSettings, installationPath, section));
    }

    internal IConfigurationSection Section { get; }

    internal string Name => Section.Name;

    /// <summary>The interfaces that it configures, as far as its keys tell.</summary>
    internal InterfaceKinds Interfaces { get; }

    /// <summary>The configuration of a CSV interface for call data; <see langword="null"/> if there is none, or too little of it can be read.</summary>
    internal CsvCallDataSettings? Settings { get; }

    /// <summary>The configuration of a CSV interface for agent data; <see langword="null"/> if there is none, or too little of it can be read.</summary>
    internal CsvAgentDataSettings? AgentSettings { get; }

    /// <summary>The configuration of a database with call data; <see langword="null"/> if there is none, or too little of it can be read.</summary>
    internal UniversalCallDataSettings? DatabaseSettings { get; }

    /// <summary>Why an import could not use the configuration: one for each wrong key that could be told.</summary>
    internal IReadOnlyList<XlinkException> Failures => failures;

    /// <summary>The interfaces of which too little can be read to compare them with their files and mappings.</summary>
    internal InterfaceKinds Unreadable { get; private set; }

    /// <summary>What the newest files look like; <see langword="null"/> if there is no file, or nothing says how to read it.</summary>
    internal CsvSample? Sample => sample.Value;

    /// <summary>What the newest files with agent data look like; <see langword="null"/> if there is no file, or nothing says how to read it.</summary>
    internal CsvAgentSample? AgentSample => agentSample.Value;

    private T? Read<T>(InterfaceKinds kind, Func<IConfigurationSection, T> read)
        where T : class
    {
        if ((Interfaces & kind) == InterfaceKinds.None)
        {
            return null;
        }

        var settings = ReadableSection.Read(Section, kind, read, failures.Add);
        if (settings is null)
        {
            Unreadable |= kind;
        }

        return settings;
    }
}
