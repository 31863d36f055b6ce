using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Files;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Scripting;
using Xlink.Services;
using Xlink.Targets;

namespace Xlink.DesiredState;

/// <summary>Reads what an installation is, in the terms of what it is to be.</summary>
public static class InstallationState
{
    // The accounts of a service for which nobody has chosen one.
    private static readonly string[] DefaultAccounts = ["LocalSystem", "SYSTEM", "root", "default"];

    /// <summary>
    /// Reads an installation. Passwords are not read: where one is set, there is a reference to a secret of the form
    /// <c>XLINK_PASSWORD_WFM</c>, in the environment or in a vault, for the admin to fill [our reading].
    /// </summary>
    /// <param name="installation">The installation.</param>
    /// <param name="control">The service manager.</param>
    /// <param name="vault">Name of the vault that the references name; <see langword="null"/> for the environment.</param>
    /// <returns>The state, every part of it.</returns>
    /// <exception cref="XlinkException">The errors of reading isps_ul.ini, isps.cfg, acd_map.ini and the scripts; <c>ServerEntryMalformed</c>.</exception>
    public static XlinkDesiredState Read(XlinkInstallation installation, IServiceControl control, string? vault = null)
    {
        SecretReference Refer(string what) => vault is null
            ? new SecretReference { Environment = "XLINK_PASSWORD_" + Upper(what) }
            : new SecretReference { Secret = "Xlink-" + what, Vault = vault };
        var files = StateFiles.Load(installation);
        var general = files.Settings.Document.FindSection(GeneralSettings.SectionName);
        return new XlinkDesiredState
        {
            Path = installation.Path,
            Language = installation.Languages.FirstOrDefault(language => language.IsCurrent)?.Name ?? LanguageSwitch.Default,
            Servers = [.. files.Settings.ServerEntries.Select(entry => ReadServer(entry, files.Address, Refer))],
            General = ReadKeys(general, ImportSchedule.IsKey),
            CallDataSchedule = ReadSchedule(general, ImportKind.CallData),
            AgentDataSchedule = ReadSchedule(general, ImportKind.AgentData),
            ExternalSystems = [.. files.Settings.ExternalSystems.Where(section => section.Keys.Count > 0).Select(section => ReadExternalSystem(section, Refer))],
            Mappings = [.. files.Map.Mappings.Where(mapping => mapping.Sources.Count > 0).Select(mapping => ReadMapping(mapping, installation))],
            Service = ReadService(new InstallationService(installation, control)),
        };
    }

    /// <summary>The text of a mapping's script; empty if its file is missing, <see langword="null"/> if it has none.</summary>
    internal static string? ReadScript(string? scriptFile, string folder)
        => scriptFile is null ? null : CaseInsensitivePath.FindFile(folder, scriptFile) is { } path ? Script.ReadText(path) : string.Empty;

    private static DesiredServer ReadServer(ServerEntry entry, IspsCfgConfiguration address, Func<string, SecretReference> refer)
    {
        var section = address.Servers.FirstOrDefault(server => string.Equals(server.Name, entry.Name, StringComparison.OrdinalIgnoreCase));
        return new DesiredServer
        {
            Name = entry.Name,
            Url = ReadUrl(section?.UrlText),
            CertificateThumbprint = section?.CertificateThumbprint,
            UserName = entry.UserName,
            Password = entry.IsPlaceholder || entry.EncodedPassword.Length == 0 ? null : refer(entry.Name),
        };
    }

    // An address that cannot be read, like the placeholder of a fresh file, is one that is not set.
    private static string? ReadUrl(string? text)
    {
        try
        {
            return text is null ? null : ServerUrl.Parse(text).ToString();
        }
        catch (XlinkException)
        {
            return null;
        }
    }

    private static DesiredExternalSystem ReadExternalSystem(IConfigurationSection section, Func<string, SecretReference> refer) => new()
    {
        Name = section.Name,
        Keys = ReadKeys(section, key => SecretKey.Is(key, section.GetValue(key)!)),
        Secrets = section.Keys.Where(key => SecretKey.Is(key, section.GetValue(key)!))
            .ToDictionary(key => key, key => refer(AcdPassword.IsKey(key) ? section.Name : section.Name + "_" + key), StringComparer.OrdinalIgnoreCase),
    };

    private static Dictionary<string, string> ReadKeys(IConfigurationSection? section, Predicate<string> isOther)
        => section?.Keys.Where(key => !isOther(key)).ToDictionary(key => key, key => section.GetValue(key)!, StringComparer.OrdinalIgnoreCase) ?? [];

    private static DesiredSchedule ReadSchedule(IConfigurationSection? general, ImportKind kind) => new()
    {
        Mode = Enum.TryParse<ImportScheduleMode>(general?.GetText(ImportSchedule.GetModeKey(kind)), ignoreCase: true, out var mode) ? mode : ImportScheduleMode.None,
        Time = general?.GetText(ImportSchedule.GetTimeKey(kind)) ?? "00:05",
        Minutes = general?.GetInteger(ImportSchedule.GetMinutesKey(kind), 1, ImportSchedule.MaximumMinutes) ?? ImportSchedule.None.Minutes,
    };

    private static DesiredMapping ReadMapping(QueueMapping mapping, XlinkInstallation installation) => new()
    {
        Target = mapping.Target.ToString(),
        Sources = [.. mapping.Sources.Select(source => source.ToString()).Distinct(StringComparer.Ordinal)],
        Script = ReadScript(mapping.ScriptFile, installation.Path),
    };

    private static DesiredService ReadService(InstallationService service)
    {
        var status = service.IsInstalled ? service.Query() : XlinkServiceStatus.NotInstalled;
        return new DesiredService
        {
            State = status.State switch
            {
                XlinkServiceState.NotInstalled => DesiredServiceState.Absent,
                XlinkServiceState.Running or XlinkServiceState.Starting => DesiredServiceState.Running,
                _ => DesiredServiceState.Stopped,
            },
            Account = status.Account is { Length: > 0 } account && !DefaultAccounts.Contains(account, StringComparer.OrdinalIgnoreCase) ? account : null,
        };
    }

    private static string Upper(string name)
        => new([.. name.ToUpperInvariant().Select(character => character is (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? character : '_')]);
}
