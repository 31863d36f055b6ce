using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Diagnosis;

namespace Xlink.Configuration.Keys;

/// <summary>
/// The keys that a section of <c>isps_ul.ini</c> can have: those of <c>[General]</c>, or those of the interfaces that the section of an external
/// system configures, all of them while it configures none yet.
/// </summary>
/// <param name="configuration">The configuration.</param>
/// <param name="section">Name of the section; it need not exist yet.</param>
public sealed class SettingKeys(IspsUlConfiguration configuration, string section)
{
    private readonly InterfaceKinds interfaces = configuration.FindExternalSystem(section) is { } found ? ConfigurationKeys.FindInterfaces(found) : InterfaceKinds.None;

    /// <summary>The documented keys, and ours. A name stands several times where the section's interfaces mean different things by it.</summary>
    public IReadOnlyList<ConfigurationKey> All => IsGeneral ? ConfigurationKeys.General
        : interfaces == InterfaceKinds.None ? ConfigurationKeys.ExternalSystem
        : [.. ConfigurationKeys.ExternalSystem.Where(key => (key.Interfaces & interfaces) != InterfaceKinds.None)];

    private bool IsGeneral => string.Equals(section, GeneralSettings.SectionName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Finds a key.</summary>
    /// <param name="name">Its name in any case.</param>
    /// <returns>The key, or <see langword="null"/> if it is neither documented nor ours.</returns>
    public ConfigurationKey? Find(string name) => Named(name).FirstOrDefault();

    /// <summary>The key that was probably meant by one that nobody knows.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its name; <see langword="null"/> if the key is known, or none is near.</returns>
    public string? FindNearest(string name)
        => Find(name) is null && !ConfigurationKeys.IsBufferSize(name, interfaces) ? NearestName.Find(name, All.Select(key => key.Name)) : null;

    /// <summary>Refuses a value that a known key cannot have. An empty one is always fine, and so is everything of an unknown key.</summary>
    /// <param name="name">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="XlinkException"><c>SourceKeyInvalid</c>.</exception>
    public void EnsureRight(string name, string value)
    {
        var known = Named(name).ToList();
        if (value.Trim().Length > 0 && known.Count > 0 && !known.Exists(key => KeyValue.IsRight(key, value.Trim())))
        {
            throw XlinkException.InFile(
                configuration.FilePath, line: null, nameof(Messages.SourceKeyInvalid), XlinkErrorCategory.InvalidArgument,
                section, known[0].Name, value, KeyValue.Expected(known[0], value));
        }
    }

    private IEnumerable<ConfigurationKey> Named(string name) => All.Where(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));
}
