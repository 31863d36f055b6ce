using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Installation;

namespace Xlink.DesiredState;

/// <summary>Says in what an installation is not as it is to be.</summary>
internal sealed class StateComparison
{
    private static readonly IReadOnlyDictionary<string, string> NoKeys = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly string path;
    private readonly XlinkDesiredState desired;
    private readonly XlinkDesiredState actual;
    private readonly List<StateDifference> differences = [];

    private StateComparison(string path, XlinkDesiredState desired, XlinkDesiredState actual)
    {
        this.path = path;
        this.desired = desired;
        this.actual = actual;
    }

    /// <summary>Compares.</summary>
    /// <param name="path">Folder of the installation.</param>
    /// <param name="desired">What it is to be.</param>
    /// <param name="installation">The installation; <see langword="null"/> if there is none.</param>
    /// <param name="actual">What it is.</param>
    /// <param name="secrets">Where passwords are; without it they are not compared.</param>
    internal static IReadOnlyList<StateDifference> Compare(string path, XlinkDesiredState desired, XlinkInstallation? installation, XlinkDesiredState actual, SecretSource? secrets)
    {
        var comparison = new StateComparison(path, desired, actual);
        if (installation is null)
        {
            comparison.Add(StatePart.Installation, string.Empty, string.Empty, DifferenceKind.Add, actual: null, path);
        }

        comparison.CompareParts();
        if (secrets is not null)
        {
            comparison.ComparePasswords(installation, secrets);
        }

        return [.. comparison.differences.OrderBy(difference => difference.Part)];
    }

    /// <summary>Whether two scripts have the same lines; how lines end, and blanks behind them, mean nothing.</summary>
    internal static bool IsSameScript(string? one, string? other)
        => one is null || other is null ? one is null && other is null : Lines(one).SequenceEqual(Lines(other), StringComparer.Ordinal);

    private void CompareParts()
    {
        CompareValue(StatePart.Language, string.Empty, string.Empty, actual.Language, desired.Language, StringComparison.OrdinalIgnoreCase);
        CompareItems(StatePart.Server, actual.Servers, desired.Servers, server => server.Name, CompareServer);
        CompareMap(StatePart.General, string.Empty, actual.General, desired.General);
        CompareSchedule("CallData", actual.CallDataSchedule, desired.CallDataSchedule);
        CompareSchedule("AgentData", actual.AgentDataSchedule, desired.AgentDataSchedule);
        CompareItems(StatePart.ExternalSystem, actual.ExternalSystems, desired.ExternalSystems, system => system.Name, (one, other) => CompareMap(StatePart.ExternalSystem, other.Name, one?.Keys, other.Keys));
        CompareItems(StatePart.Mapping, actual.Mappings, desired.Mappings, mapping => mapping.Target, CompareMapping, StringComparer.Ordinal);
        if (desired.Service is { } service)
        {
            CompareValue(StatePart.Service, string.Empty, "State", (actual.Service?.State ?? DesiredServiceState.Absent).ToString(), service.State.ToString());
            CompareValue(
                StatePart.Service, string.Empty, "Account", actual.Service?.Account,
                service.State == DesiredServiceState.Absent ? null : service.Account, StringComparison.OrdinalIgnoreCase);
        }
    }

    private void CompareServer(DesiredServer? one, DesiredServer other)
    {
        CompareValue(StatePart.Server, other.Name, "Url", one?.Url, other.Url, StringComparison.OrdinalIgnoreCase);
        CompareValue(StatePart.Server, other.Name, "CertificateThumbprint", one?.CertificateThumbprint ?? string.Empty, other.CertificateThumbprint, StringComparison.OrdinalIgnoreCase);
        CompareValue(StatePart.Server, other.Name, "UserName", one?.UserName, other.UserName);
    }

    private void CompareMapping(DesiredMapping? one, DesiredMapping other)
    {
        CompareValue(StatePart.Mapping, other.Target, "Sources", one is null ? null : string.Join("; ", one.Sources), string.Join("; ", other.Sources));
        if (!IsSameScript(one?.Script, other.Script))
        {
            var kind = other.Script is null ? DifferenceKind.Remove : one?.Script is null ? DifferenceKind.Add : DifferenceKind.Change;
            Add(StatePart.Mapping, other.Target, "Script", kind, one?.Script, other.Script);
        }
    }

    private void CompareSchedule(string name, DesiredSchedule? one, DesiredSchedule? other)
    {
        CompareValue(StatePart.Schedule, name, "Mode", one?.Mode?.ToString(), other?.Mode?.ToString());
        CompareValue(StatePart.Schedule, name, "Time", one?.Time, other?.Time);
        CompareValue(StatePart.Schedule, name, "Minutes", Show(one?.Minutes), Show(other?.Minutes));
    }

    private void CompareItems<T>(
        StatePart part, IReadOnlyList<T>? actualItems, IReadOnlyList<T>? desiredItems, Func<T, string> name, Action<T?, T> compare, StringComparer? comparer = null)
        where T : class
    {
        comparer ??= StringComparer.OrdinalIgnoreCase;
        if (desiredItems is null)
        {
            return;
        }

        foreach (var item in desiredItems)
        {
            var found = actualItems?.FirstOrDefault(candidate => comparer.Equals(name(candidate), name(item)));
            if (found is null)
            {
                Add(part, name(item), string.Empty, DifferenceKind.Add, actual: null, name(item));
            }

            compare(found, item);
        }

        foreach (var item in actualItems?.Where(item => !desiredItems.Any(wanted => comparer.Equals(name(wanted), name(item)))) ?? [])
        {
            Add(part, name(item), string.Empty, DifferenceKind.Remove, name(item), desired: null);
        }
    }

    private void CompareMap(StatePart part, string name, IReadOnlyDictionary<string, string>? one, IReadOnlyDictionary<string, string>? other)
    {
        foreach (var pair in other ?? NoKeys)
        {
            CompareValue(part, name, pair.Key, one is not null && one.TryGetValue(pair.Key, out var value) ? value : null, pair.Value);
        }

        foreach (var pair in one?.Where(pair => other is not null && !other.Keys.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)) ?? [])
        {
            Add(part, name, pair.Key, DifferenceKind.Remove, pair.Value, desired: null);
        }
    }

    private void CompareValue(StatePart part, string name, string key, string? one, string? other, StringComparison comparison = StringComparison.Ordinal)
    {
        if (other is not null && !string.Equals(one, other, comparison))
        {
            Add(part, name, key, one is null ? DifferenceKind.Add : DifferenceKind.Change, one, other);
        }
    }

    private void ComparePasswords(XlinkInstallation? installation, SecretSource secrets)
    {
        var settings = installation is null ? null : StateFiles.Load(installation).Settings;
        foreach (var server in desired.Servers ?? [])
        {
            if (server.Password is { } reference)
            {
                var entry = settings?.FindServerEntry(server.Name);
                using var secret = secrets.Get(reference);
                ComparePassword(
                    StatePart.Server, server.Name, "Password", entry is { IsPlaceholder: false, EncodedPassword.Length: > 0 },
                    entry is not null && StoredSecret.IsServerPassword(installation!, entry.EncodedPassword, secret, reference.Encoded));
            }
        }

        foreach (var system in desired.ExternalSystems ?? [])
        {
            var section = settings?.FindExternalSystem(system.Name);
            foreach (var pair in system.Secrets)
            {
                var stored = section?.GetValue(pair.Key);
                using var secret = secrets.Get(pair.Value);
                ComparePassword(StatePart.ExternalSystem, system.Name, pair.Key, stored is not null, stored is not null && StoredSecret.IsExternalSystemSecret(stored, secret));
            }
        }
    }

    private void ComparePassword(StatePart part, string name, string key, bool isThere, bool isSame)
    {
        if (!isSame)
        {
            Add(part, name, key, isThere ? DifferenceKind.Change : DifferenceKind.Add, isThere ? StateDifference.Hidden : null, StateDifference.Hidden);
        }
    }

    private void Add(StatePart part, string name, string key, DifferenceKind kind, string? actual, string? desired)
        => differences.Add(new StateDifference { InstallationPath = path, Part = part, Name = name, Key = key, Kind = kind, Actual = actual, Desired = desired });

    private static string? Show(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n').TrimEnd().Split('\n').Select(line => line.TrimEnd());
}
