using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Configuration;
using Xlink.Importing;
using Xlink.Odbc;
using Xlink.Sources;
using Xlink.Sources.Universal;
using Xlink.Targets.CloudLink;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>
/// Turns the universal interface (ODBC) of an installation into the queries that the successor's database integration runs, with the columns that it expects
/// [documented]. The database is not asked.
/// </summary>
public sealed class IntegrationQueries
{
    private readonly ImportConfiguration configuration;
    private readonly IntegrationOptions options;
    private readonly IntegrationTargets targets;

    private IntegrationQueries(string installationPath, IntegrationOptions options, Func<string, ServerSnapshot?> findServer)
    {
        configuration = new ImportConfiguration(installationPath);
        this.options = options;
        targets = new IntegrationTargets(configuration, findServer);
    }

    /// <summary>Makes the queries of an installation.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="findServer">Finds what is known of the server of an entry: its queues, value types and zone. With <see langword="null"/> names are guessed.</param>
    /// <returns>For each external system those of its call data, one per server entry that it is mapped to, then that of its agent data.</returns>
    /// <exception cref="XlinkException">
    /// <c>ExternalSystemNotConfigured</c>; <c>IntegrationNotUniversal</c>: an external system that was asked for has no universal interface;
    /// <c>SourceKeyMissing</c>, <c>SourceKeyInvalid</c> and the like for its keys; a file cannot be read.
    /// </exception>
    public static IEnumerable<IntegrationQuery> Make(string installationPath, IntegrationOptions options, Func<string, ServerSnapshot?> findServer)
        => new IntegrationQueries(
            installationPath ?? throw new ArgumentNullException(nameof(installationPath)),
            options ?? throw new ArgumentNullException(nameof(options)),
            findServer ?? throw new ArgumentNullException(nameof(findServer))).Make();

    private IEnumerable<IntegrationQuery> Make() => FindSections().SelectMany(Make);

    private IReadOnlyList<IConfigurationSection> FindSections()
    {
        var settings = configuration.Settings;
        if (options.ExternalSystems.Count == 0)
        {
            return [.. settings.ExternalSystems.Where(section => CallDataSource.FindType(section) == ExternalSystemType.Universal)];
        }

        return [.. options.ExternalSystems.Select(Find)];

        IConfigurationSection Find(string name)
        {
            var section = settings.GetExternalSystem(name);
            return CallDataSource.FindType(section) == ExternalSystemType.Universal
                ? section
                : throw XlinkException.InFile(settings.FilePath, line: null, nameof(Messages.IntegrationNotUniversal), XlinkErrorCategory.InvalidArgument, section.Name);
        }
    }

    private IEnumerable<IntegrationQuery> Make(IConfigurationSection section)
    {
        if (!string.IsNullOrWhiteSpace(section.GetValue(UniversalKeys.CallDataTable)))
        {
            IntegrationQueryKind[] wanted = options.Kinds.Count == 0
                ? [IntegrationQueryKind.ContactInterval]
                : [.. options.Kinds.Where(kind => kind != IntegrationQueryKind.AgentStatus).Distinct().OrderBy(kind => kind)];
            foreach (var query in wanted.SelectMany(kind => MakeContacts(UniversalCallDataSettings.FromSection(section), kind)))
            {
                yield return query;
            }
        }

        if (UniversalAgentDataSettings.IsIn(section) && (options.Kinds.Count == 0 || options.Kinds.Contains(IntegrationQueryKind.AgentStatus)))
        {
            yield return MakeAgentStatus(UniversalAgentDataSettings.FromSection(section));
        }
    }

    private IEnumerable<IntegrationQuery> MakeContacts(UniversalCallDataSettings settings, IntegrationQueryKind kind)
    {
        var entries = configuration.Map.Mappings
            .Where(mapping => mapping.Sources.Any(source => string.Equals(source.ExternalSystem, settings.ExternalSystem, StringComparison.OrdinalIgnoreCase)))
            .GroupBy(mapping => mapping.Target.ServerEntry, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            var limitations = new List<IntegrationLimitation>();
            var dialect = FindDialect(settings.Connection, limitations);
            if (targets.FindServer(entry.Key) is null)
            {
                limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationNamesGuessed), mapping: null));
            }

            var queues = new MappedQueues(configuration, settings, [.. entry], targets.Find, limitations);
            var sql = SqlSyntax.Of(dialect);
            var time = new IntegrationTime(sql, settings.TimeStamp, settings.TimeZone, WithZones(settings.ExternalSystem, [entry.Key]), limitations);
            if (kind == IntegrationQueryKind.ContactInterval && configuration.Settings.General.WriteAlways)
            {
                limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationWriteAlways), mapping: null));
            }

            if (kind == IntegrationQueryKind.Contact && !queues.Queues.SelectMany(queue => queue.Values).Any(value => value.Key == ContactRole.Offered && AreCounted(settings, value.Value)))
            {
                limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationRowsNotContacts), mapping: null, settings.CallDataTable));
            }

            var query = queues.Queues.Count == 0 ? null : new ContactQuery(sql, settings, options, time, queues.Queues, limitations);
            if (query is null)
            {
                limitations.Add(IntegrationLimitation.Create(nameof(Messages.IntegrationNothingLeft), mapping: null, settings.ExternalSystem));
            }

            yield return new IntegrationQuery
            {
                ExternalSystem = settings.ExternalSystem,
                ServerEntry = entry.Key,
                Kind = kind,
                Dialect = dialect,
                Query = query is null ? string.Empty : kind == IntegrationQueryKind.Contact ? query.WriteContacts() : query.WriteIntervals(),
                From = options.From.Shown,
                To = options.To.Shown,
                TimeZone = time.ZoneName,
                Mappings = queues.Carried,
                Limitations = limitations,
            };
        }
    }

    private static bool AreCounted(UniversalCallDataSettings settings, MappedSum sum)
        => sum.Factors.Keys.All(series => settings.ValueTypes.Any(value => value.IsCount && string.Equals(value.Expression, series.Metric, StringComparison.Ordinal)));

    private IntegrationQuery MakeAgentStatus(UniversalAgentDataSettings settings)
    {
        var limitations = new List<IntegrationLimitation>();
        var dialect = FindDialect(settings.Connection, limitations);
        return new IntegrationQuery
        {
            ExternalSystem = settings.ExternalSystem,
            ServerEntry = null,
            Kind = IntegrationQueryKind.AgentStatus,
            Dialect = dialect,
            Query = AgentStatusQuery.Write(SqlSyntax.Of(dialect), settings, WithZones(settings.ExternalSystem, [.. configuration.Settings.ServerEntries.Select(entry => entry.Name)]), limitations, out var zone),
            From = options.From.Shown,
            To = options.To.Shown,
            TimeZone = zone,
            Mappings = [],
            Limitations = limitations,
        };
    }

    // The zone of the integration may be set in the installation already, and that of the server is known if it was ever reached.
    private IntegrationOptions WithZones(string externalSystem, IReadOnlyList<string> serverEntries)
    {
        var zones = serverEntries.Select(targets.FindServer).OfType<ServerSnapshot>().Select(server => server.GetZone()).Distinct().ToList();
        return options with
        {
            TimeZone = options.TimeZone ?? CloudLinkSettings.Read(configuration.Settings, configuration.InstallationPath, externalSystem).TimeZone,
            LocalZone = zones.Count == 1 ? zones[0] : null,
        };
    }

    private SqlDialect FindDialect(OdbcConnectionSettings connection, List<IntegrationLimitation> limitations)
    {
        if (options.Dialect is { } wanted)
        {
            return wanted;
        }

        if (OdbcDialect.Find(connection, out var driver) is { } found)
        {
            return found;
        }

        limitations.Add(driver is null
            ? IntegrationLimitation.Create(nameof(Messages.IntegrationDriverUnknown), mapping: null, connection.DataSource ?? connection.ExternalSystem)
            : IntegrationLimitation.Create(nameof(Messages.IntegrationDialectUnknown), mapping: null, driver));
        return SqlDialect.Ansi;
    }
}
