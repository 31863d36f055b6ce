using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Files;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Installation.Changes;
using Xlink.Mapping;

namespace Xlink.DesiredState;

/// <summary>Makes the files of an installation what they are to be, in memory; every byte that is right already stays.</summary>
internal sealed class StateEdit
{
    private readonly XlinkInstallation installation;
    private readonly XlinkDesiredState desired;
    private readonly SecretSource secrets;
    private readonly StateFiles files;
    private readonly Dictionary<string, byte[]> scripts = new(StringComparer.OrdinalIgnoreCase);

    private StateEdit(XlinkInstallation installation, XlinkDesiredState desired, SecretSource secrets)
    {
        this.installation = installation;
        this.desired = desired;
        this.secrets = secrets;
        files = StateFiles.Load(installation);
    }

    private IniDocument Settings => files.Settings.Document;

    /// <summary>The files that an installation is to have; also those that do not change.</summary>
    internal static IReadOnlyList<NewFile> Files(XlinkInstallation installation, XlinkDesiredState desired, SecretSource secrets)
    {
        var edit = new StateEdit(installation, desired, secrets);
        edit.EditServers();
        edit.EditGeneral();
        edit.EditExternalSystems();
        edit.EditMappings();
        return
        [
            .. edit.Documents().Where(file => file.Content.Length > 0 || File.Exists(file.Path)).Select(file => NewFile.From(Path.GetFileName(file.Path), file.Content)),
            .. edit.scripts.Select(script => NewFile.From(script.Key, script.Value)),
            .. desired.Language is { } language ? LanguageSwitch.Files(installation, language) : [],
        ];
    }

    private (string Path, byte[] Content)[] Documents() =>
        [(files.Settings.FilePath, Settings.ToBytes()), (files.Address.FilePath, files.Address.Document.ToBytes()), (files.Map.FilePath, files.Map.ToBytes())];

    private void EditServers()
    {
        if (desired.Servers is null)
        {
            return;
        }

        // Asked for again each time: a line that goes moves those below it.
        while (files.Settings.ServerEntries.FirstOrDefault(entry => !desired.Servers.Any(server => IsSame(server.Name, entry.Name))) is { } entry)
        {
            var section = Settings.FindSection(IspsUlConfiguration.ServerSection)!;
            _ = Settings.RemoveKey(section.Name, section.Keys.First(key => section.GetLine(key) == entry.Line));
            if (files.Address.Servers.FirstOrDefault(server => IsSame(server.Name, entry.Name)) is { } address)
            {
                _ = files.Address.Document.RemoveSection(address.SectionName);
            }
        }

        foreach (var server in desired.Servers)
        {
            EditEntry(server);
            EditAddress(server);
        }
    }

    private void EditEntry(DesiredServer server)
    {
        var entry = files.Settings.FindServerEntry(server.Name);
        var password = Encode(server.Password, entry);
        if (entry is null)
        {
            var number = files.Settings.ServerEntries.Select(other => other.Index).DefaultIfEmpty().Max() + 1;
            Settings.SetValue(
                IspsUlConfiguration.ServerSection, number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                string.Join(",", server.Name, "0", server.UserName ?? ServerEntry.PlaceholderUser, password ?? ServerEntry.PlaceholderPassword));
        }
        else if (password is not null || (server.UserName is { } user && user != entry.UserName))
        {
            files.Settings.SetCredential(entry.Name, server.UserName ?? entry.UserName, password ?? entry.EncodedPassword);
        }
    }

    // Nothing if the entry has that password already.
    private string? Encode(SecretReference? reference, ServerEntry? entry)
    {
        if (reference is null)
        {
            return null;
        }

        using var secret = secrets.Get(reference);
        return entry is not null && StoredSecret.IsServerPassword(installation, entry.EncodedPassword, secret, reference.Encoded) ? null
            : reference.Encoded ? secret.Reveal()
            : installation.EncodePassword(secret);
    }

    private void EditAddress(DesiredServer server)
    {
        var document = files.Address.Document;
        if (server.Url is null && server.CertificateThumbprint is null)
        {
            return;
        }

        if (!files.Address.Servers.Any(address => IsSame(address.Name, server.Name)))
        {
            document.SetValue(ClientServer.SectionPrefix + server.Name, "Name", server.Name);
        }

        var section = files.Address.GetServer(server.Name);
        if (server.Url is { } url && !string.Equals(section.UrlText, url, StringComparison.Ordinal))
        {
            document.SetValue(section.SectionName, ClientServer.UrlKey, url);
        }

        if (server.CertificateThumbprint is { Length: 0 })
        {
            _ = document.RemoveKey(section.SectionName, ClientServer.ThumbprintKey);
        }
        else if (server.CertificateThumbprint is { } thumbprint && !string.Equals(section.CertificateThumbprint, thumbprint, StringComparison.OrdinalIgnoreCase))
        {
            document.SetValue(section.SectionName, ClientServer.ThumbprintKey, thumbprint);
        }
    }

    private void EditGeneral()
    {
        if (desired.General is { } general)
        {
            EditSection(GeneralSettings.SectionName, general, ImportSchedule.IsKey);
        }

        foreach (var (kind, schedule) in new[] { (ImportKind.CallData, desired.CallDataSchedule), (ImportKind.AgentData, desired.AgentDataSchedule) })
        {
            SetText(ImportSchedule.GetModeKey(kind), schedule?.Mode is { } mode ? StateDocument.ToText(mode) : null);
            SetText(ImportSchedule.GetTimeKey(kind), schedule?.Time);
            SetText(ImportSchedule.GetMinutesKey(kind), schedule?.Minutes?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        void SetText(string key, string? value)
        {
            if (value is not null && !string.Equals(Settings.GetValue(GeneralSettings.SectionName, key), value, StringComparison.OrdinalIgnoreCase))
            {
                Settings.SetValue(GeneralSettings.SectionName, key, value);
            }
        }
    }

    private void EditExternalSystems()
    {
        if (desired.ExternalSystems is null)
        {
            return;
        }

        foreach (var section in files.Settings.ExternalSystems.Where(section => section.Keys.Count > 0 && !desired.ExternalSystems.Any(system => IsSame(system.Name, section.Name))))
        {
            _ = Settings.RemoveSection(section.Name);
        }

        foreach (var system in desired.ExternalSystems)
        {
            var section = files.Settings.FindExternalSystem(system.Name);
            EditSection(section?.Name ?? system.Name, system.Keys, key => section?.GetValue(key) is { } value && SecretKey.Is(key, value));
            foreach (var pair in system.Secrets)
            {
                using var secret = secrets.Get(pair.Value);
                if (section?.GetValue(pair.Key) is not { } stored || !StoredSecret.IsExternalSystemSecret(stored, secret))
                {
                    var value = secret.Reveal();
                    files.Settings.SetExternalSystemValue(section?.Name ?? system.Name, pair.Key, AcdPassword.IsKey(pair.Key) && !AcdPassword.IsEncoded(value) ? AcdPassword.Encode(secret) : value);
                }
            }
        }
    }

    private void EditSection(string name, IReadOnlyDictionary<string, string> keys, Predicate<string> isKept)
    {
        var section = Settings.FindSection(name);
        foreach (var key in section?.Keys.Where(key => !keys.Keys.Contains(key, StringComparer.OrdinalIgnoreCase) && !isKept(key)).ToList() ?? [])
        {
            _ = Settings.RemoveKey(name, key);
        }

        foreach (var pair in keys.Where(pair => !string.Equals(section?.GetValue(pair.Key), pair.Value, StringComparison.Ordinal)))
        {
            Settings.SetValue(name, pair.Key, pair.Value);
        }
    }

    private void EditMappings()
    {
        if (desired.Mappings is null)
        {
            return;
        }

        var wanted = desired.Mappings.Select(mapping => (Target: MappingLine.ReadTarget(mapping.Target)!, Sources: mapping.Sources.Select(SourcePath.Parse).ToList(), mapping.Script)).ToList();
        foreach (var mapping in files.Map.Mappings.Where(mapping => mapping.Sources.Count > 0 && !wanted.Exists(other => other.Target == mapping.Target)))
        {
            _ = files.Map.Remove(mapping.Target);
        }

        foreach (var (target, sources, script) in wanted)
        {
            EditSources(target, sources);
            EditScript(target, script);
        }
    }

    // A metric that stays keeps its line where the order allows it: the order is that of Para1, Para2 ….
    private void EditSources(MappingTarget target, List<SourcePath> sources)
    {
        var map = files.Map;
        var script = map.Find(target)?.ScriptFile;
        foreach (var source in map.Find(target)?.Sources.Distinct().Where(source => !sources.Contains(source)).ToList() ?? [])
        {
            _ = map.Remove(target, source);
        }

        var kept = map.Find(target)?.Sources.Distinct().ToList() ?? [];
        if (!kept.SequenceEqual(sources.Take(kept.Count)))
        {
            _ = map.Remove(target);
            kept.Clear();
        }

        foreach (var source in sources.Skip(kept.Count))
        {
            map.Add(target, source);
        }

        if (script is not null && map.Find(target)!.ScriptFile is null)
        {
            map.SetScript(target, script);
        }
    }

    private void EditScript(MappingTarget target, string? script)
    {
        var own = files.Map.Find(target)!.ScriptFile;
        if (StateComparison.IsSameScript(InstallationState.ReadScript(own, installation.Path), script))
        {
            return;
        }

        if (script is null)
        {
            files.Map.SetScript(target, scriptFile: null);
            return;
        }

        // A file that another target uses too stays as it is.
        if (own is null || files.Map.Mappings.Count(mapping => IsSame(mapping.ScriptFile, own)) > 1)
        {
            own = AcdMap.ScriptFileName(files.Map.NextScriptNumber());
            files.Map.SetScript(target, own);
        }

        scripts[CaseInsensitivePath.FindFile(installation.Path, own) is { } path ? Path.GetFileName(path) : own] = Encoding.UTF8.GetBytes(script);
    }

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
