using System.Collections.Generic;
using System.Linq;

namespace Xlink.DesiredState;

/// <summary>The names of a desired-state file, and a state as the values of one.</summary>
internal static class StateDocument
{
    internal const string Schema = "$schema";
    internal const string Path = "path";
    internal const string Source = "source";
    internal const string Uri = "uri";
    internal const string Sha256 = "sha256";
    internal const string Language = "language";
    internal const string Servers = "servers";
    internal const string Name = "name";
    internal const string Url = "url";
    internal const string CertificateThumbprint = "certificateThumbprint";
    internal const string UserName = "userName";
    internal const string Password = "password";
    internal const string General = "general";
    internal const string ExternalSystems = "externalSystems";
    internal const string Keys = "keys";
    internal const string Secrets = "secrets";
    internal const string Mappings = "mappings";
    internal const string Target = "target";
    internal const string Sources = "sources";
    internal const string Script = "script";
    internal const string Schedule = "schedule";
    internal const string CallData = "callData";
    internal const string AgentData = "agentData";
    internal const string Mode = "mode";
    internal const string Time = "time";
    internal const string Minutes = "minutes";
    internal const string Service = "service";
    internal const string State = "state";
    internal const string Account = "account";
    internal const string Environment = "environment";
    internal const string File = "file";
    internal const string Secret = "secret";
    internal const string Vault = "vault";
    internal const string Encoded = "encoded";

    /// <summary>The state as values; what is <see langword="null"/> is left out.</summary>
    internal static StateNode From(XlinkDesiredState state) => Object(
        (Path, Text(state.Path)),
        (Source, state.Source is { } source ? Object((Path, Text(source.Path)), (Uri, Text(source.Uri)), (Sha256, Text(source.Sha256))) : null),
        (Language, Text(state.Language)),
        (Servers, List(state.Servers, From)),
        (General, Map(state.General)),
        (Schedule, state.CallDataSchedule is null && state.AgentDataSchedule is null
            ? null
            : Object((CallData, From(state.CallDataSchedule)), (AgentData, From(state.AgentDataSchedule)))),
        (ExternalSystems, List(state.ExternalSystems, From)),
        (Mappings, List(state.Mappings, From)),
        (Service, state.Service is { } service
            ? Object((State, Text(ToText(service.State))), (Account, Text(service.Account)), (Password, From(service.Password)))
            : null));

    internal static string ToText<T>(T value)
        where T : struct
        => value.ToString()!.ToLowerInvariant();

    private static StateNode From(DesiredServer server) => Object(
        (Name, Text(server.Name)),
        (Url, Text(server.Url)),
        (CertificateThumbprint, Text(server.CertificateThumbprint)),
        (UserName, Text(server.UserName)),
        (Password, From(server.Password)));

    private static StateNode From(DesiredExternalSystem system) => Object(
        (Name, Text(system.Name)),
        (Keys, Map(system.Keys)),
        (Secrets, system.Secrets.Count == 0
            ? null
            : StateNode.Object([.. system.Secrets.Select(secret => new StateMember(secret.Key, From(secret.Value)!))], hasFreeNames: true)));

    private static StateNode From(DesiredMapping mapping) => Object(
        (Target, Text(mapping.Target)),
        (Sources, List(mapping.Sources, source => StateNode.Text(source))),
        (Script, Text(mapping.Script)));

    private static StateNode? From(DesiredSchedule? schedule) => schedule is null
        ? null
        : Object(
            (Mode, schedule.Mode is { } mode ? Text(ToText(mode)) : null),
            (Time, Text(schedule.Time)),
            (Minutes, schedule.Minutes is { } minutes ? StateNode.Number(minutes) : null));

    private static StateNode? From(SecretReference? reference) => reference is null
        ? null
        : Object(
            (Environment, Text(reference.Environment)),
            (File, Text(reference.File)),
            (Secret, Text(reference.Secret)),
            (Vault, Text(reference.Vault)),
            (Encoded, reference.Encoded ? StateNode.Boolean(value: true) : null));

    private static StateNode? Text(string? text) => text is null ? null : StateNode.Text(text);

    private static StateNode? List<T>(IReadOnlyList<T>? items, System.Func<T, StateNode> convert) => items is null ? null : StateNode.List([.. items.Select(convert)]);

    private static StateNode? Map(IReadOnlyDictionary<string, string>? map)
        => map is null ? null : StateNode.Object([.. map.Select(pair => new StateMember(pair.Key, StateNode.Text(pair.Value)))], hasFreeNames: true);

    private static StateNode Object(params (string Name, StateNode? Value)[] members)
        => StateNode.Object([.. members.Where(member => member.Value is not null).Select(member => new StateMember(member.Name, member.Value!))]);
}
