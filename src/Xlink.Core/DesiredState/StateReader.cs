using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NodaTime.Text;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Targets;

namespace Xlink.DesiredState;

/// <summary>Reads what the published schema (<c>docs/schema/xlink-desired-state.schema.json</c>) allows, and says what it does not, with the line.</summary>
/// <remarks>Beyond the schema, addresses, thumbprints, targets and sources are read as they are elsewhere, and nothing may stand there twice.</remarks>
internal sealed class StateReader(string file)
{
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>Reads a file's values.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="StateObject"/>, and <c>DesiredStatePasswordPlain</c>.</exception>
    internal XlinkDesiredState Read(StateNode root)
    {
        var state = new StateObject(
            file, string.Empty, root,
            StateDocument.Schema, StateDocument.Path, StateDocument.Source, StateDocument.Language, StateDocument.Servers, StateDocument.General,
            StateDocument.Schedule, StateDocument.ExternalSystems, StateDocument.Mappings, StateDocument.Service);
        _ = state.Text(StateDocument.Schema);
        var schedule = state.Find(StateDocument.Schedule) is { } node
            ? new StateObject(file, StateDocument.Schedule + ".", node, StateDocument.CallData, StateDocument.AgentData)
            : null;
        return new XlinkDesiredState
        {
            BaseFolder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!,
            Path = state.Find(StateDocument.Path) is null ? null : state.Name(StateDocument.Path),
            Source = ReadSource(state),
            Language = state.Find(StateDocument.Language) is null ? null : state.Name(StateDocument.Language),
            Servers = Unique(state, StateDocument.Servers, ReadServer, server => server.Name),
            General = ReadGeneral(state),
            CallDataSchedule = ReadSchedule(schedule, StateDocument.CallData),
            AgentDataSchedule = ReadSchedule(schedule, StateDocument.AgentData),
            ExternalSystems = Unique(state, StateDocument.ExternalSystems, ReadExternalSystem, system => system.Name),
            Mappings = Unique(state, StateDocument.Mappings, ReadMapping, mapping => mapping.Target),
            Service = ReadService(state),
        };
    }

    private DesiredSource? ReadSource(StateObject state)
    {
        if (state.Find(StateDocument.Source) is not { } node)
        {
            return null;
        }

        var source = new StateObject(file, StateDocument.Source + ".", node, StateDocument.Path, StateDocument.Uri, StateDocument.Sha256);
        var hasPath = source.Find(StateDocument.Path) is not null;
        return hasPath == (source.Find(StateDocument.Uri) is not null) || hasPath == (source.Find(StateDocument.Sha256) is not null)
            ? throw state.Invalid(StateDocument.Source, Messages.DesiredStateSourceChoice)
            : hasPath ? new DesiredSource { Path = source.Name(StateDocument.Path) }
            : new DesiredSource { Uri = source.Name(StateDocument.Uri), Sha256 = source.Name(StateDocument.Sha256) };
    }

    private DesiredServer ReadServer(StateNode node, string label)
    {
        var server = new StateObject(
            file, label + ".", node, StateDocument.Name, StateDocument.Url, StateDocument.CertificateThumbprint, StateDocument.UserName, StateDocument.Password);
        var name = server.Name(StateDocument.Name);
        if (name.IndexOfAny([',', ']']) >= 0)
        {
            throw server.Invalid(StateDocument.Name, Messages.DesiredStateServerName);
        }

        return new DesiredServer
        {
            Name = name,
            Url = Checked(server, StateDocument.Url, text => ServerUrl.Parse(text).ToString()),
            CertificateThumbprint = Checked(server, StateDocument.CertificateThumbprint, text => text.Length == 0 ? text : ServerCertificateCheck.ReadThumbprint(text)),
            UserName = server.Find(StateDocument.UserName) is null ? null
                : server.Name(StateDocument.UserName) is var user && user.IndexOf(',') < 0 ? user : throw server.Invalid(StateDocument.UserName, Messages.DesiredStateServerName),
            Password = ReadSecret(server, StateDocument.Password, label),
        };
    }

    private static IReadOnlyDictionary<string, string>? ReadGeneral(StateObject state)
    {
        var general = state.Map(StateDocument.General);
        var own = general?.Keys.FirstOrDefault(ImportSchedule.IsKey);
        return own is null ? general : throw state.Invalid(StateDocument.General, MessageText.Format(nameof(Messages.DesiredStateScheduleKey), own));
    }

    private DesiredExternalSystem ReadExternalSystem(StateNode node, string label)
    {
        var system = new StateObject(file, label + ".", node, StateDocument.Name, StateDocument.Keys, StateDocument.Secrets);
        var keys = system.Map(StateDocument.Keys) ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (keys.FirstOrDefault(pair => SecretKey.Is(pair.Key, pair.Value)).Key is { } plain)
        {
            throw XlinkException.InFile(
                file, system.LineOf(StateDocument.Keys), nameof(Messages.DesiredStatePasswordPlain), XlinkErrorCategory.InvalidData, label + "." + StateDocument.Keys + "." + plain);
        }

        var secrets = new Dictionary<string, SecretReference>(StringComparer.OrdinalIgnoreCase);
        if (system.Find(StateDocument.Secrets) is { } secretsNode)
        {
            var inner = label + "." + StateDocument.Secrets;
            var references = new StateObject(file, inner + ".", secretsNode);
            foreach (var member in secretsNode.Members)
            {
                secrets.Add(member.Name, ReadSecret(references, member.Name, inner)!);
            }
        }

        return keys.Count + secrets.Count == 0
            ? throw system.Missing(StateDocument.Keys)
            : new DesiredExternalSystem { Name = system.Name(StateDocument.Name), Keys = keys, Secrets = secrets };
    }

    private DesiredMapping ReadMapping(StateNode node, string label)
    {
        var mapping = new StateObject(file, label + ".", node, StateDocument.Target, StateDocument.Sources, StateDocument.Script);
        var target = mapping.Name(StateDocument.Target);
        var read = MappingLine.ReadTarget(target) ?? throw mapping.Invalid(StateDocument.Target, "WFM:1:1002:1003");
        var sources = mapping.List(StateDocument.Sources, (item, name) => item.Kind == StateNodeKind.Text && SourcePath.TryParse(item.Value) is { } path
            ? path.ToString()
            : throw mapping.Invalid(StateDocument.Sources, "CSV:Queue:Calls"));
        return sources is not { Count: > 0 } ? throw mapping.Missing(StateDocument.Sources)
            : sources.Distinct(StringComparer.Ordinal).Count() < sources.Count ? throw mapping.Invalid(StateDocument.Sources, Messages.DesiredStateDistinct)
            : new DesiredMapping { Target = read.ToString(), Sources = sources, Script = mapping.Text(StateDocument.Script) };
    }

    private DesiredSchedule? ReadSchedule(StateObject? schedules, string name)
    {
        if (schedules?.Find(name) is not { } node)
        {
            return null;
        }

        var schedule = new StateObject(file, StateDocument.Schedule + "." + name + ".", node, StateDocument.Mode, StateDocument.Time, StateDocument.Minutes);
        return new DesiredSchedule
        {
            Mode = schedule.Choice<ImportScheduleMode>(StateDocument.Mode),
            Time = schedule.Text(StateDocument.Time) is not { } time ? null : TimePattern.Parse(time).Success ? time : throw schedule.Invalid(StateDocument.Time, "HH:mm"),
            Minutes = schedule.Number(StateDocument.Minutes, 1, ImportSchedule.MaximumMinutes),
        };
    }

    private DesiredService? ReadService(StateObject state)
    {
        if (state.Find(StateDocument.Service) is not { } node)
        {
            return null;
        }

        var service = new StateObject(file, StateDocument.Service + ".", node, StateDocument.State, StateDocument.Account, StateDocument.Password);
        return new DesiredService
        {
            State = service.Choice<DesiredServiceState>(StateDocument.State) ?? throw service.Missing(StateDocument.State),
            Account = service.Find(StateDocument.Account) is null ? null : service.Name(StateDocument.Account),
            Password = ReadSecret(service, StateDocument.Password, StateDocument.Service),
        };
    }

    private SecretReference? ReadSecret(StateObject owner, string name, string label)
    {
        if (owner.Find(name) is not { } node)
        {
            return null;
        }

        if (node.Kind is StateNodeKind.Text or StateNodeKind.Number)
        {
            throw XlinkException.InFile(file, node.Line, nameof(Messages.DesiredStatePasswordPlain), XlinkErrorCategory.InvalidData, label + "." + name);
        }

        var secret = new StateObject(
            file, label + "." + name + ".", node, StateDocument.Environment, StateDocument.File, StateDocument.Secret, StateDocument.Vault, StateDocument.Encoded);
        string[] places = [StateDocument.Environment, StateDocument.File, StateDocument.Secret];
        if (places.Count(place => secret.Find(place) is not null) != 1 || (secret.Find(StateDocument.Vault) is not null && secret.Find(StateDocument.Secret) is null))
        {
            throw owner.Invalid(name, Messages.DesiredStateSecretChoice);
        }

        string? Get(string place) => secret.Find(place) is null ? null : secret.Name(place);
        return new SecretReference
        {
            Environment = Get(StateDocument.Environment),
            File = Get(StateDocument.File),
            Secret = Get(StateDocument.Secret),
            Vault = Get(StateDocument.Vault),
            Encoded = secret.Flag(StateDocument.Encoded),
        };
    }

    // What the rest of the product says about a value, with its place in this file.
    private static string? Checked(StateObject owner, string name, Func<string, string> read)
    {
        if (owner.Text(name) is not { } text)
        {
            return null;
        }

        try
        {
            return read(text);
        }
        catch (XlinkException error)
        {
            throw owner.Invalid(name, error.Detail);
        }
    }

    private IReadOnlyList<T>? Unique<T>(StateObject state, string name, Func<StateNode, string, T> read, Func<T, string> key)
    {
        var items = state.List(name, read);
        var twice = items?.GroupBy(key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? items
            : throw XlinkException.InFile(file, state.LineOf(name), nameof(Messages.DesiredStateNameTwice), XlinkErrorCategory.InvalidData, string.Format(CultureInfo.InvariantCulture, "{0}: {1}", name, twice));
    }
}
