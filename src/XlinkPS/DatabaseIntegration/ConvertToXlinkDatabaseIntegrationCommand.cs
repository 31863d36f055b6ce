using System;
using System.Linq;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Xlink;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Sources;
using Xlink.Targets;
using Xlink.Targets.DatabaseIntegration;
using Xlink.Targets.Wfm;
using XlinkPS.Completion;
using XlinkPS.ExternalSystems;
using XlinkPS.Imports;
using XlinkPS.Installations;

namespace XlinkPS.DatabaseIntegration;

/// <summary>
/// Turns the universal interface (ODBC) of an installation into the SQL queries that the successor's database integration runs, and tells what a query cannot
/// carry. Nothing is changed, and the database is not asked.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "XlinkDatabaseIntegration")]
[OutputType(typeof(IntegrationQuery))]
public sealed class ConvertToXlinkDatabaseIntegrationCommand : InstallationCmdlet
{
    private readonly StrongBox<SqlDialect?> givenDialect = new();

    /// <summary>Name of the external system; wildcards are allowed. Default: all that have a universal interface.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? ExternalSystem { get; set; }

    /// <summary>What the rows of the queries are. Default: contacts per interval, and agent status.</summary>
    [Parameter]
    public IntegrationQueryKind[] Kind { get; set; } = [];

    /// <summary>Whose SQL the queries are written in. Default: what the ODBC driver of the external system is for.</summary>
    [Parameter]
    public SqlDialect? Dialect
    {
        get => givenDialect.Value;
        set => givenDialect.Value = value;
    }

    /// <summary>The zone that the times of the rows are to be in, as IANA or Windows names it. Default: what the installation says for Cloud Link, or else the one the database has.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>Beginning of the period, to stand in the query instead of a placeholder; in the zone of the query's times.</summary>
    [Parameter]
    [Day]
    public DateTime? From { get; set; }

    /// <summary>End of the period, which is not in it.</summary>
    [Parameter]
    [Day]
    public DateTime? To { get; set; }

    /// <summary>What stands in the query for the beginning of the period.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string FromPlaceholder { get; set; } = IntegrationBound.DefaultFrom.Placeholder;

    /// <summary>What stands in the query for the end of the period.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ToPlaceholder { get; set; } = IntegrationBound.DefaultTo.Placeholder;

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var systems = FindSystems(installation);
        if (systems.Length == 0)
        {
            return;
        }

        var options = new IntegrationOptions
        {
            ExternalSystems = systems,
            Kinds = Kind,
            Dialect = Dialect,
            From = IntegrationBound.At(FromPlaceholder, From),
            To = IntegrationBound.At(ToPlaceholder, To),
        };
        WriteObject(IntegrationQueries.Make(installation.Path, options.InZone(TimeZone), entry => FindServer(installation, entry)), enumerateCollection: true);
    }

    // A server that is gone for good must not keep anybody from leaving it.
    private ServerSnapshot? FindServer(XlinkInstallation installation, string entry)
    {
        try
        {
            return Await(token => ServerSnapshot.GetOrTakeAsync(installation.Path, entry, token));
        }
        catch (XlinkException exception)
        {
            WriteVerbose(exception.Message + " " + exception.InnerException?.Message);
            return null;
        }
    }

    private string[] FindSystems(XlinkInstallation installation)
    {
        var pattern = new NamePattern(ExternalSystem);
        return pattern.IsExact
            ? [ExternalSystem!]
            :
            [
                .. IspsUlConfiguration.Load(installation.Path).ExternalSystems
                    .Where(section => CallDataSource.FindType(section) == ExternalSystemType.Universal && pattern.IsMatch(section.Name))
                    .Select(section => section.Name),
            ];
    }
}
