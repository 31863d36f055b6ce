using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using NodaTime;
using Xlink.Configuration;
using Xlink.Odbc;
using Xlink.Sources.Csv;
using Xlink.Sources.Universal;
using Xlink.Targets.Wfm;

namespace Xlink.Sources.Testing;

/// <summary>
/// Tries an external system without importing anything: connects to its database and runs each query of its section, or reads its files, and shows
/// the first rows and what they would be imported as.
/// </summary>
public sealed class ExternalSystemTest
{
    private readonly IConfigurationSection section;
    private readonly string installationPath;
    private readonly int maximumRows;
    private readonly IProgress<ExternalSystemTestStep>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly List<ExternalSystemTestStep> steps = [];

    private ExternalSystemTest(
        IConfigurationSection section, string installationPath, int maximumRows, IProgress<ExternalSystemTestStep>? progress, CancellationToken cancellationToken)
    {
        this.section = section;
        this.installationPath = installationPath;
        this.maximumRows = maximumRows;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>Runs the test.</summary>
    /// <param name="section">The section of the external system.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="maximumRows">Most rows to show of each query or file.</param>
    /// <param name="progress">Is told each step.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The outcome; what is wrong is a step, not an exception.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ExternalSystemTestResult Run(
        IConfigurationSection section, string installationPath, int maximumRows, IProgress<ExternalSystemTestStep>? progress, CancellationToken cancellationToken)
    {
        var type = CallDataSource.FindType(section);
        var test = new ExternalSystemTest(section, installationPath, maximumRows, progress, cancellationToken);
        if (type == ExternalSystemType.Universal)
        {
            test.TestDatabase();
        }
        else
        {
            test.TestFiles();
        }

        return new ExternalSystemTestResult
        {
            InstallationPath = installationPath,
            ExternalSystem = section.Name,
            Type = type,
            Success = test.steps.TrueForAll(step => step.Success),
            Steps = test.steps,
        };
    }

    private void TestDatabase()
    {
        var callData = HasAny(UniversalKeys.CallDataTable, UniversalKeys.QueueSql) ? Configure(() => UniversalCallDataSettings.FromSection(this.section)) : null;
        var agentData = UniversalAgentDataSettings.IsIn(this.section) ? Configure(() => UniversalAgentDataSettings.FromSection(this.section)) : null;
        if ((callData?.Connection ?? agentData?.Connection) is not { } settings || Connect(settings) is not { } connection)
        {
            return;
        }

        using (connection)
        {
            if (callData is not null)
            {
                TryQuery(connection, UniversalKeys.QueueSql, callData.QueueSql);
                TryQuery(connection, UniversalKeys.QueueMappingSql, callData.QueueMappingSql);
                TryQuery(connection, UniversalKeys.CallDataTable, CallDataQuery.SelectAll(callData));
            }

            if (agentData is not null)
            {
                TryQuery(connection, UniversalActivityKeys.ActivitySql, agentData.ActivitySql);
                TryQuery(connection, UniversalActivityKeys.AgentActivityTable, UniversalAgentDataSource.SelectAll(agentData));
            }
        }
    }

    private bool HasAny(params string[] keys) => Array.Exists(keys, key => this.section.GetValue(key) is not null);

    private T? Configure<T>(Func<T> read)
        where T : class
    {
        try
        {
            var settings = read();
            Add(new ExternalSystemTestStep { Name = "Configuration", Message = MessageText.Format(nameof(Messages.SystemTestConfiguration), this.section.Name) });
            return settings;
        }
        catch (XlinkException exception)
        {
            Fail("Configuration", exception);
            return null;
        }
    }

    private OdbcConnection? Connect(OdbcConnectionSettings settings)
    {
        try
        {
            var connection = OdbcConnection.Open(settings, this.cancellationToken);
            Add(new ExternalSystemTestStep
            {
                Name = "Connection",
                Message = MessageText.Format(
                    nameof(Messages.SystemTestConnection), connection.GetInfo(OdbcCode.InfoDatabaseName), connection.GetInfo(OdbcCode.InfoDatabaseVersion)),
            });
            return connection;
        }
        catch (XlinkException exception)
        {
            Fail("Connection", exception);
            return null;
        }
    }

    private void TryQuery(OdbcConnection connection, string key, string? sql)
    {
        if (sql is null)
        {
            return;
        }

        try
        {
            using var statement = OdbcStatement.Execute(connection, key, sql, [], maximumRows, this.cancellationToken);
            var rows = new List<IReadOnlyList<string?>>();
            while (rows.Count < maximumRows && OdbcRowReader.Read(statement) is { } row)
            {
                rows.Add(row);
            }

            Add(new ExternalSystemTestStep
            {
                Name = key,
                Message = MessageText.Format(nameof(Messages.SystemTestRows), statement.Columns.Count, rows.Count),
                Query = sql,
                Columns = [.. statement.Columns.Select(column => column.Name)],
                Rows = rows,
            });
        }
        catch (XlinkException exception)
        {
            Fail(key, exception, sql);
        }
    }

    private void TestFiles()
    {
        if (Configure(() => CsvCallDataSettings.FromSection(this.section, this.installationPath)) is not { } settings)
        {
            return;
        }

        try
        {
            var files = SourceFolder.GetFiles(settings.Source);
            Add(new ExternalSystemTestStep
            {
                Name = "Files",
                Message = MessageText.Format(nameof(Messages.SystemTestFiles), files.Count, settings.Source),
                Columns = ["Path", "Length"],
                Rows = [.. files.Take(maximumRows).Select(file => new[] { file.Path, file.Length.ToString(CultureInfo.InvariantCulture) })],
            });
            if (files.Count > 0)
            {
                TestValues(settings);
            }
        }
        catch (XlinkException exception)
        {
            Fail("Files", exception);
        }
    }

    /// <summary>Reads all files twice: to find their last day, and to add it up.</summary>
    private void TestValues(CsvCallDataSettings settings)
    {
        var source = new CsvCallDataSource(settings);
        var series = source.ReadTree(this.cancellationToken).Leaves.Select(leaf => leaf.Series!).ToList();
        var zone = DateTimeZoneProviders.Tzdb.GetSystemDefault();
        var today = SystemClock.Instance.GetCurrentInstant().InZone(zone).Date;
        var day = Read(today).Files.Max(file => file.LastDay) ?? today;
        var reading = Read(day);
        var values = Enumerable.Range(0, series.Count).SelectMany(i => Describe(reading, i)).Take(maximumRows).ToList();
        Add(new ExternalSystemTestStep
        {
            Name = "Rows",
            Message = string.Join(
                " ",
                reading.Warnings.Prepend(MessageText.Format(nameof(Messages.SystemTestRead), reading.RowsRead, day.ToDateTimeUnspecified(), reading.RowsSkipped))),
            Columns = ["Path", "Line", "Message"],
            Rows = [.. reading.SkippedRows.Take(maximumRows).Select(row => new[] { Path.GetFileName(row.FilePath), row.Line.ToString(CultureInfo.InvariantCulture), row.Message })],
            Failure = reading.RowsUsed > 0
                ? null
                : XlinkException.Create(nameof(Messages.SystemTestNothingUsed), XlinkErrorCategory.InvalidData, settings.ExternalSystem),
        });
        Add(new ExternalSystemTestStep
        {
            Name = "Values",
            Message = MessageText.Format(nameof(Messages.SystemTestValues), values.Count, day.ToDateTimeUnspecified()),
            Columns = ["Source", "Start", "Value"],
            Rows = values,
        });

        CallDataReading Read(LocalDate wanted) => source.Read(
            new CallDataRequest { Days = new DateInterval(wanted, wanted), Zone = zone, Series = series }, progress: null, this.cancellationToken);
    }

    private static IEnumerable<IReadOnlyList<string?>> Describe(CallDataReading reading, int series)
    {
        var (group, subGroup, metric) = reading.Series[series];
        var name = subGroup is null ? group + ":" + metric : group + ":" + subGroup + ":" + metric;
        return reading.GetValues(0, series)
            .Select((value, interval) => (value, interval))
            .Where(item => !double.IsNaN(item.value))
            .Select(item => new[]
            {
                name,
                reading.Days[0].GetStart(item.interval).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture),
                item.value.ToString("R", CultureInfo.InvariantCulture),
            });
    }

    private void Fail(string name, XlinkException exception, string? query = null)
        => Add(new ExternalSystemTestStep { Name = name, Message = exception.Message, Failure = exception, Query = query });

    private void Add(ExternalSystemTestStep step)
    {
        steps.Add(step);
        this.progress?.Report(step);
    }
}
