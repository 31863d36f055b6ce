using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration.Keys;
using Xlink.Files;

namespace Xlink.Configuration;

/// <summary>
/// <c>isps_ul.ini</c>: the credentials for the server in <c>[DB]</c>, <c>[General]</c>, and one section per external system, named as
/// it is on the server [documented].
/// </summary>
public sealed class IspsUlConfiguration
{
    /// <summary>Name of the file; any case is found.</summary>
    public const string FileName = "isps_ul.ini";

    /// <summary>Name of the server entry in a fresh file [documented].</summary>
    public const string DefaultServerEntryName = "WFM";

    /// <summary>Name of the section with the server entries.</summary>
    internal const string ServerSection = "DB";

    /// <summary>Makes a view of a document.</summary>
    /// <param name="document">The document.</param>
    public IspsUlConfiguration(IniDocument document) => Document = document;

    /// <summary>The document behind this view.</summary>
    public IniDocument Document { get; }

    /// <summary>Path of the file.</summary>
    public string FilePath => Document.FilePath;

    /// <summary>The numbered entries of <c>[DB]</c> in file order. Keys that are no numbers are left alone [our reading].</summary>
    /// <exception cref="XlinkException"><c>ServerEntryMalformed</c>, with the line.</exception>
    public IReadOnlyList<ServerEntry> ServerEntries
        => [.. EntryKeys.Select(key => ReadEntry(Document.FindSection(ServerSection)!, key))];

    /// <summary>The section <c>[General]</c>.</summary>
    /// <exception cref="XlinkException"><c>ConfigurationValueInvalid</c>, with the line.</exception>
    public GeneralSettings General => GeneralSettings.Read(Document.FindSection(GeneralSettings.SectionName));

    /// <summary>The sections of the external systems: all but <c>[DB]</c> and <c>[General]</c>.</summary>
    public IReadOnlyList<IConfigurationSection> ExternalSystems
        => [.. Document.Sections.Where(section => !IsReserved(section.Name))];

    /// <summary>The sections that are edited key by key: <c>[General]</c> and the external systems.</summary>
    public IReadOnlyList<IConfigurationSection> SettingSections
        => [.. Document.Sections.Where(section => section.Name.Length > 0 && !IsServerSection(section.Name))];

    /// <summary>Reads the file.</summary>
    /// <param name="folderOrFile">The installation folder, in which the file is found in any case, or the file itself.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="CaseInsensitivePath.Get"/> and <see cref="IniDocument.Load"/>.</exception>
    public static IspsUlConfiguration Load(string folderOrFile)
        => new(IniDocument.Load(CaseInsensitivePath.GetFile(folderOrFile, FileName)));

    /// <summary>Finds a server entry by its exact name, or else by its name in another case [our reading].</summary>
    /// <param name="name">The name, for example <c>WFM</c>.</param>
    /// <returns>The entry, or <see langword="null"/>.</returns>
    /// <exception cref="XlinkException"><c>ServerEntryMalformed</c>.</exception>
    public ServerEntry? FindServerEntry(string name)
    {
        var entries = ServerEntries;
        return entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal))
            ?? entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Sets user and password of a server entry; the rest of its line stays.</summary>
    /// <param name="entryName">Name of the entry.</param>
    /// <param name="userName">The user: no comma, no control characters, no blanks around it.</param>
    /// <param name="encodedPassword">The password as <c>Passcode</c> encoded it.</param>
    /// <exception cref="XlinkException"><c>ServerEntryNotFound</c>, <c>ServerEntryMalformed</c>, <c>UserNameInvalid</c>,
    /// <c>EncodedPasswordInvalid</c>, <c>TextNotInEncoding</c>; nothing is changed then.</exception>
    public void SetCredential(string entryName, string userName, string encodedPassword)
    {
        if (!IsField(userName) || userName.IndexOf(',') >= 0)
        {
            throw XlinkException.Create(nameof(Messages.UserNameInvalid), XlinkErrorCategory.InvalidArgument);
        }

        if (!IsField(encodedPassword))
        {
            throw XlinkException.Create(nameof(Messages.EncodedPasswordInvalid), XlinkErrorCategory.InvalidArgument);
        }

        var entry = FindServerEntry(entryName) ?? throw XlinkException.InFile(
            FilePath, null, nameof(Messages.ServerEntryNotFound), XlinkErrorCategory.ObjectNotFound, entryName);
        var section = Document.FindSection(ServerSection)!;
        var key = section.Keys.First(candidate => section.GetLine(candidate) == entry.Line);
        Document.SetValue(section.Name, key, entry.With(userName, encodedPassword));
    }

    /// <summary>Removes a server entry with user and password: each line of this name in any case.</summary>
    /// <param name="entryName">Name of the entry.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="XlinkException"><c>ServerEntryMalformed</c>.</exception>
    public bool RemoveServerEntry(string entryName)
    {
        var entries = ServerEntries.Where(entry => string.Equals(entry.Name, entryName, StringComparison.OrdinalIgnoreCase)).ToList();
        if (entries.Count > 0)
        {
            var section = Document.FindSection(ServerSection)!;
            foreach (var key in entries.Select(entry => section.Keys.First(candidate => section.GetLine(candidate) == entry.Line)).ToList())
            {
                _ = Document.RemoveKey(section.Name, key);
            }
        }

        return entries.Count > 0;
    }

    /// <summary>Finds the section of an external system by its exact name, or else by its name in another case [our reading].</summary>
    /// <param name="name">Name of the external system on the server.</param>
    /// <returns>The section, or <see langword="null"/>.</returns>
    public IConfigurationSection? FindExternalSystem(string name) => IsReserved(name) ? null : Document.FindSection(name);

    /// <summary>The section of an external system that has to have one.</summary>
    /// <exception cref="XlinkException"><c>ExternalSystemNotConfigured</c>.</exception>
    internal IConfigurationSection GetExternalSystem(string name) => FindExternalSystem(name) ?? throw NotConfigured(name);

    /// <summary>The sections of the external systems whose names match.</summary>
    /// <param name="isMatch">Whether a name is meant.</param>
    /// <param name="wanted">The name that must be among them; <see langword="null"/> if none must.</param>
    /// <exception cref="XlinkException"><c>ExternalSystemNotConfigured</c>.</exception>
    internal IReadOnlyList<IConfigurationSection> GetExternalSystems(Func<string, bool> isMatch, string? wanted)
    {
        var sections = ExternalSystems.Where(section => isMatch(section.Name)).ToList();
        return sections.Count == 0 && wanted is not null ? throw NotConfigured(wanted) : sections;
    }

    /// <summary>Sets a key of an external system. A missing section is added.</summary>
    /// <param name="name">Name of the external system on the server.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="XlinkException"><c>ExternalSystemNameInvalid</c>: empty, or the name of a section that is something else; and
    /// the errors of <see cref="IniDocument.SetValue"/>.</exception>
    public void SetExternalSystemValue(string name, string key, string value)
    {
        if (IsReserved(name))
        {
            throw XlinkException.Create(nameof(Messages.ExternalSystemNameInvalid), XlinkErrorCategory.InvalidArgument, name);
        }

        Document.SetValue(name, key, value);
    }

    /// <summary>Sets a key of <c>[General]</c> or of an external system, which is added if it is missing. A known key gets no value that it cannot have.</summary>
    /// <param name="section">Name of the section.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="XlinkException"><c>SettingOfServer</c>, <c>SourceKeyInvalid</c>, and the errors of <see cref="IniDocument.SetValue"/>; nothing is changed then.</exception>
    public void SetSetting(string section, string key, string value)
    {
        CheckEditable(section);
        new SettingKeys(this, section).EnsureRight(key, value);
        Document.SetValue(section, key, value);
    }

    /// <summary>Removes a key of <c>[General]</c> or of an external system; every line of it, where it stands several times.</summary>
    /// <param name="section">Name of the section.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="XlinkException"><c>SettingOfServer</c>, <c>SettingNotFound</c>.</exception>
    public void RemoveSetting(string section, string key)
    {
        CheckEditable(section);
        if (!Document.RemoveKey(section, key))
        {
            throw XlinkException.InFile(FilePath, null, nameof(Messages.SettingNotFound), XlinkErrorCategory.ObjectNotFound, section, key);
        }
    }

    /// <summary>Writes the file in one step.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="IniDocument.Save()"/>.</exception>
    public void Save() => Document.Save();

    /// <summary>The numbered entries of <c>[DB]</c> that can be read, and the errors of the others.</summary>
    internal (IReadOnlyList<ServerEntry> Entries, IReadOnlyList<XlinkException> Malformed) ReadServerEntries()
    {
        var entries = new List<ServerEntry>();
        var malformed = new List<XlinkException>();
        foreach (var key in EntryKeys)
        {
            try
            {
                entries.Add(ReadEntry(Document.FindSection(ServerSection)!, key));
            }
            catch (XlinkException exception)
            {
                malformed.Add(exception);
            }
        }

        return (entries, malformed);
    }

    private IEnumerable<string> EntryKeys
        => Document.FindSection(ServerSection) is { } section ? section.Keys.Where(key => key.All(character => character is >= '0' and <= '9')) : [];

    private static void CheckEditable(string section)
    {
        if (IsServerSection(section))
        {
            throw XlinkException.Create(nameof(Messages.SettingOfServer), XlinkErrorCategory.InvalidArgument, section);
        }
    }

    private static bool IsServerSection(string section) => string.Equals(section, ServerSection, StringComparison.OrdinalIgnoreCase);

    private static bool IsReserved(string section)
        => section.Length == 0
            || IsServerSection(section)
            || string.Equals(section, GeneralSettings.SectionName, StringComparison.OrdinalIgnoreCase);

    private static bool IsField(string text) => text.Length > 0 && text.Trim(' ', '\t').Length == text.Length && !text.Any(char.IsControl);

    private static ServerEntry ReadEntry(IConfigurationSection section, string key)
        => ServerEntry.Parse(key, section.GetValue(key)!, section.GetLine(key)!.Value)
            ?? throw XlinkException.InFile(
                section.FilePath, section.GetLine(key), nameof(Messages.ServerEntryMalformed), XlinkErrorCategory.InvalidData, key);

    private XlinkException NotConfigured(string externalSystem)
        => XlinkException.InFile(FilePath, line: null, nameof(Messages.ExternalSystemNotConfigured), XlinkErrorCategory.ObjectNotFound, externalSystem);
}
